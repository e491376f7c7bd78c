/** Short evenings with and without links between phones; `npm run sim:mesh` has the whole ones. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { chartOf } from "./chart.ts";
import { runEvening } from "./evening.ts";
import { parseRequest } from "./options.ts";
import { reportOf } from "./report.ts";
import { shortfalls, summarise } from "./summary.ts";

const small = { phones: 16, minutes: 10 };

test("with links nothing is lost or shown twice, and it comes sooner than by the relay alone", async () => {
  const seeds = [1, 2];
  const alone = [];
  const linked = [];
  for (const seed of seeds) {
    alone.push(await runEvening({ ...small, seed, mesh: false }));
    linked.push(await runEvening({ ...small, seed, mesh: true }));
  }
  const [without, with_] = [summarise(alone), summarise(linked)];
  ok(with_.messages > 20 && with_.messages === without.messages);
  deepEqual(shortfalls(without, with_, false), []);
  ok((with_.seconds[0] ?? Infinity) < 10, "half of it within ten seconds");
  const report = reportOf({ ...small, seeds, alone: without, linked: with_, image: "a.svg" });
  ok(report.includes(`${with_.seconds[2]} s`));
});

test("the same seed gives the same evening, to the last event", async () => {
  const evening = { phones: 8, minutes: 3, seed: 5, mesh: true };
  deepEqual(await runEvening(evening), await runEvening(evening));
});

test("what is not as promised is said", () => {
  const good = summarise([
    {
      violation: undefined,
      messages: 1,
      latencies: [1_000],
      lost: 0,
      controlBytes: 10,
      meshMessageBytes: 0,
      relayBytes: 5,
      events: 1,
    },
  ]);
  deepEqual(shortfalls(good, good, true), []);
  equal(shortfalls(good, { ...good, lost: 1 }, true).length, 1);
  equal(shortfalls(good, { ...good, controlBytes: 10_001 }, true).length, 1);
  equal(shortfalls(good, { ...good, seconds: [3, 1, 1] }, true).length, 2);
  ok(chartOf("none", []).startsWith("<svg"));
});

test("the command line of the evenings", () => {
  equal(parseRequest(["--help"]).kind, "help");
  for (const wrong of [["--phones", "1"], ["--seeds", "x"], ["--nonsense"]]) {
    equal(parseRequest(wrong).kind, "wrong");
  }
  const request = parseRequest(["--seeds", "2", "--from", "4", "--report", "a.md"]);
  ok(request.kind === "run");
  deepEqual([request.seeds, request.phones, request.report], [[4, 5], 50, "a.md"]);
});
