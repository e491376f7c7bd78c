/** One in a hundred stops reading: what the others notice, and what it costs the relay. */
import { blastRelay } from "../blast-relay.ts";
import type { Figure, Pace, Part } from "../figure.ts";
import { stepOf } from "../generator.ts";
import { startRelay } from "../server-process.ts";

const members = 200;

async function measure(pace: Pace): Promise<readonly Figure[]> {
  const relay = await startRelay({ sockets: true });
  try {
    // Large envelopes, so that the buffers of the kernel are full early.
    const size = 8_192 + 16;
    const flags = ["--rate", 60, "--secs", pace.quick ? 7 : 12, "--warmup", 2, "--p99", 5_000];
    const runs: { p99: number; pending: readonly number[] }[] = [];
    // All read, some stall, all read again: noise of the machine shows as a difference of the outer two.
    for (const stalled of [0, members / 100, 0]) {
      const crowd = { rooms: 1, members };
      // The last look before the generator leaves, with all it stalled.
      let pending: readonly number[] = [];
      const looking = setInterval(() => {
        void relay.figures().then(({ pendingBytes }) => {
          if (pendingBytes.length >= pending.length) pending = pendingBytes;
        });
      }, 1_000);
      const run = await blastRelay(relay, crowd, [...flags, "--stalled", stalled], size);
      clearInterval(looking);
      runs.push({ p99: stepOf(run).latency_ms.p99, pending });
    }
    const [before, during, after] = runs;
    if (before === undefined || during === undefined || after === undefined) return [];
    return [
      {
        what: "1 % stalled: p99 of the others, compared to none stalled",
        value: during.p99 / Math.max(before.p99, after.p99),
        unit: "x",
        better: "less",
        ship: 1.2,
        note: `p99 ${[before, during, after].map(({ p99 }) => p99.toFixed(1)).join(" / ")} ms before, during, after`,
      },
      {
        what: "bytes the relay holds for a stalled client, at most",
        value: Math.max(0, ...during.pending) / 1_024,
        unit: "KiB",
        better: "less",
        ship: 64,
        note: `${during.pending.length} of ${members / 100} sockets were full`,
      },
    ];
  } finally {
    await relay.stop();
  }
}

export const stalled: Part = { name: "stalled", run: measure };
