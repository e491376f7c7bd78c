/** The answer to "how many people does it hold" is the last crowd that the promise was kept for. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { describe, test } from "node:test";
import type { LoadOptions } from "../invocation.ts";
import { capacityLines, crowdOf, findCapacity, limitMet } from "./capacity.ts";
import { drawHtml, drawSvg, roundUp } from "./draw.ts";
import { createCounts, createReport, type LoadReport } from "./report.ts";
import { createSeries } from "./series.ts";

const options: LoadOptions = {
  relay: { origin: "http://127.0.0.1:1", url: undefined },
  scenario: "steady",
  capacity: true,
  tokenFile: undefined,
  picture: undefined,
  clients: 100,
  rooms: 2,
  rate: 10,
  seconds: 1,
  mode: "raw",
  drop: 0,
  json: false,
};

/** A report whose slowest message took so long. */
function reportOf(
  millis: number,
  change: (counts: ReturnType<typeof createCounts>) => void = () => {},
): LoadReport {
  const counts = createCounts();
  counts.sent = counts.acknowledged = 1;
  counts.deliveryLatency.record(millis);
  change(counts);
  const run = {
    scenario: "steady",
    mode: "raw",
    clients: 2,
    rooms: 1,
    seconds: 1,
    lost: 0,
  } as const;
  return createReport(run, counts);
}

/** A machine that is slow for more people than it holds. */
const machine = (holds: number) => (crowd: LoadOptions) =>
  Promise.resolve(reportOf(crowd.clients > holds ? 900 : 20));

describe("capacity", () => {
  test("is doubled until the promise breaks, and halved once", async () => {
    const people: number[] = [];
    const found = await findCapacity(options, machine(620), 20_000, (step) =>
      people.push(step.people),
    );
    deepEqual(people, [100, 200, 400, 800, 600]);
    equal(found.people, 600);
    equal(found.limitAt, 800);
    const [answer = "", why = ""] = capacityLines(options, found);
    match(answer, /holds 600 people .*rooms of 50, each person says 6 messages a minute/);
    match(why, /At 800 the promise broke: send to received p99 \d+\.?\d* ms, more than 250/);
  });

  test("says so when nothing broke, and when already the first crowd is too large", async () => {
    const large = await findCapacity(options, machine(1e9), 400, () => {});
    deepEqual([large.people, large.limit], [400, undefined]);
    const none = await findCapacity(options, machine(1), 400, () => {});
    equal(none.people, 0);
    match(capacityLines(options, none)[0] ?? "", /does not hold 100/);
  });

  test("keeps people as they are: rooms of one size, everybody says as much", () => {
    const { clients, rooms, rate } = crowdOf(options, 400);
    deepEqual([clients, rooms, rate], [400, 8, 40]);
  });

  test("names the limit that was met", () => {
    equal(limitMet(reportOf(20)), undefined);
    match(
      limitMet(reportOf(20, (counts) => counts.refusedByName.set("TooFast", 3))) ?? "",
      /3 TooFast/,
    );
    match(
      limitMet(reportOf(20, (counts) => counts.ackLatency.record(400))) ?? "",
      /acknowledged p99/,
    );
    match(limitMet(reportOf(20, (counts) => (counts.failed = 2))) ?? "", /2 clients never/);
    match(limitMet(reportOf(20, (counts) => (counts.duplicates = 1))) ?? "", /1 came twice/);
  });
});

describe("a drawn run", () => {
  const counts = createCounts();
  const series = createSeries(counts, 0);
  for (let second = 1; second <= 3; second++) {
    counts.present = second;
    counts.sent += 10;
    counts.delivered += 40;
    counts.window.record(5 * second);
    series.sample(second * 1_000);
  }

  test("has one sample a second, each of its own second", () => {
    deepEqual(
      series.samples.map(({ connected, sentPerSecond, deliveredPerSecond, p99Millis }) => [
        connected,
        Math.round(sentPerSecond),
        Math.round(deliveredPerSecond),
        Math.round(p99Millis ?? 0),
      ]),
      [
        [1, 10, 40, 5],
        [2, 10, 40, 10],
        [3, 10, 40, 15],
      ],
    );
  });

  test("is SVG with a line for each figure, and words that no markup gets out of", () => {
    const svg = drawSvg(["5 < 6 & 7"], series.samples);
    equal([...svg.matchAll(/<polyline/gu)].length, 4);
    ok(svg.includes("5 &lt; 6 &amp; 7"));
    equal(/<script|https?:\/\/(?!www\.w3\.org)/u.test(drawHtml([], series.samples)), false);
    ok(drawSvg([], []).endsWith("</svg>\n"), "nothing happened, and it is drawn all the same");
  });

  test("axes end at round numbers", () => {
    deepEqual([0, 3, 10, 11, 999].map(roundUp), [1, 5, 10, 20, 1_000]);
  });
});
