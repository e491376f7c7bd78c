/** load: drives many clients against a relay and reports what it did. */
import { readFileSync, writeFileSync } from "node:fs";
import type { CommandContext } from "../command-context.ts";
import type { ExitName } from "../exit-codes.ts";
import type { LoadOptions } from "../invocation.ts";
import { askRelay } from "../relay-settings.ts";
import { createAnnouncer } from "./announce.ts";
import { capacityLines, findCapacity } from "./capacity.ts";
import { drawHtml, drawSvg } from "./draw.ts";
import { createRawRooms } from "./raw-client.ts";
import { type LoadReport, reportLines } from "./report.ts";
import { type LoadRun, startLoad } from "./run.ts";
import { createSeries, type Sample } from "./series.ts";

const configMillis = 10_000;
const progressMillis = 1_000;
/** Sockets one process can have with usual limits on open files. */
const maxClients = 20_000;
/** One bit per message and receiver: 256 MiB. */
const maxBits = 2 ** 31;

function progressLine({ counts, phase }: LoadRun, seconds: number, options: LoadOptions): string {
  const p99 = counts.deliveryLatency.percentile(0.99);
  return [
    `${seconds} s ${phase()}: ${counts.connected}/${options.clients} connected`,
    `${counts.sent} sent`,
    `${counts.acknowledged} acknowledged`,
    `${counts.delivered} delivered`,
    ...(p99 === undefined ? [] : [`p99 ${p99.toFixed(1)} ms`]),
  ].join(", ");
}

function verdict(report: LoadReport): ExitName {
  if (report.lost > 0 || report.duplicates > 0) return "loss";
  if (report.failedClients > 0) return "failed";
  if (report.scenario === "announcement" && report.announced < report.clients) return "loss";
  return report.unanswered > 0 ? "timeout" : "ok";
}

export async function load(
  options: LoadOptions,
  { output, signal }: CommandContext,
): Promise<ExitName> {
  const bits = (options.clients / options.rooms) * options.rate * options.seconds;
  if (bits > maxBits) {
    output.say(
      "This run is too big to account for: fewer clients in a room, a lower rate or less time.",
    );
    return "usage";
  }
  const { origin } = options.relay;
  const settings = await askRelay(options.relay, configMillis);
  if (!settings.ok) {
    output.say(settings.error.why);
    return settings.error.exit;
  }
  const rooms =
    options.mode === "raw"
      ? createRawRooms(settings.value.relayUrl, origin)
      : (await import("./engine-room.ts")).createEngineRooms(settings.value);
  const now = (): number => performance.now();
  const announcer =
    options.tokenFile === undefined
      ? undefined
      : await createAnnouncer(origin, readFileSync(options.tokenFile, "utf8").trim());
  let samples: readonly Sample[] = [];

  async function runOnce(crowd: LoadOptions): Promise<LoadReport> {
    const run = startLoad(crowd, rooms, now, signal, signal, announcer);
    const startedAt = now();
    const series = createSeries(run.counts, startedAt);
    samples = series.samples;
    const progress = setInterval(() => {
      const { at } = series.sample(now());
      output.say(progressLine(run, Math.round(at), crowd));
    }, progressMillis);
    try {
      return await run.report;
    } finally {
      clearInterval(progress);
      await announcer?.withdraw();
      series.sample(now());
    }
  }

  /** Prints and draws. */
  function tell(json: unknown, lines: readonly string[]): void {
    if (options.json) output.json(json);
    else for (const line of lines) output.line(line);
    const { picture } = options;
    if (picture === undefined) return;
    const draw = picture.endsWith(".svg") ? drawSvg : drawHtml;
    writeFileSync(picture, draw(lines, samples));
    output.say(`drawn into ${picture}`);
  }

  if (!options.capacity) {
    const report = await runOnce(options);
    tell(report, reportLines(report));
    return verdict(report);
  }
  const capacity = await findCapacity(options, runOnce, maxClients, ({ people, limit }) => {
    output.say(`${people} people: ${limit ?? "the promise is kept"}`);
  });
  tell(capacity, capacityLines(options, capacity));
  return capacity.people > 0 ? "ok" : "failed";
}
