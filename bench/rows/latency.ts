/** From the due time of a message to its arrival, fsync included, in quiet rooms of three sizes. */
import { blastRelay } from "../blast-relay.ts";
import type { Figure, Pace, Part } from "../figure.ts";
import { stepOf } from "../generator.ts";
import { disturbance, leastDisturbed } from "../quiet.ts";
import { startRelay } from "../server-process.ts";

const sizes = [
  { members: 50, ship: 20, stretch: 10 },
  { members: 1_000, ship: 60, stretch: 30 },
  { members: 10_000, ship: 350, stretch: 180 },
];

async function measure(pace: Pace): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const { members, ship, stretch } of sizes) {
    const relay = await startRelay();
    try {
      const seconds = pace.quick ? 6 : 20;
      const flags = ["--rate", 1, "--secs", seconds, "--warmup", 3, "--p99", 5_000];
      const step = await leastDisturbed(async () =>
        stepOf(await blastRelay(relay, { rooms: 1, members }, flags)),
      );
      const { latency_ms: latency, lost } = step;
      figures.push({
        what: `publish to receive, p99, room of ${members.toLocaleString("en")} at 1 msg/s`,
        // What did not arrive has no latency.
        value: lost > 0 || step.unique === 0 ? Infinity : latency.p99,
        unit: "ms",
        better: "less",
        ship,
        stretch,
        note: `p50 ${latency.p50.toFixed(1)} ms${lost > 0 ? `, ${lost} LOST` : ""}${disturbance(step)}`,
      });
    } finally {
      await relay.stop();
    }
  }
  return figures;
}

export const latency: Part = { name: "latency", run: measure };
