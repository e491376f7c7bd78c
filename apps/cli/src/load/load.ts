/** load: drives many clients against a relay and reports what it did. */
import type { CommandContext } from "../command-context.ts";
import type { ExitName } from "../exit-codes.ts";
import type { LoadOptions } from "../invocation.ts";
import { askRelay } from "../relay-settings.ts";
import { createRawRooms } from "./raw-client.ts";
import { type LoadReport, reportLines } from "./report.ts";
import { type LoadRun, startLoad } from "./run.ts";

const configMillis = 10_000;
const progressMillis = 1_000;
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
  const startedAt = performance.now();
  const run = startLoad(options, rooms, () => performance.now(), signal);
  const progress = setInterval(() => {
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    output.say(progressLine(run, seconds, options));
  }, progressMillis);
  try {
    const report = await run.report;
    if (options.json) output.json(report);
    else for (const line of reportLines(report)) output.line(line);
    return verdict(report);
  } finally {
    clearInterval(progress);
  }
}
