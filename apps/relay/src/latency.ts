/** How long things take, counted in fixed steps so that it costs no memory. Pure. */
import type { Millis } from "@festival-chat/protocol/wire";

/** Upper ends of the steps in milliseconds; what is longer falls into one more. */
export const latencySteps: readonly Millis[] = [
  1, 2, 5, 10, 20, 35, 50, 75, 100, 150, 200, 350, 500, 1_000, 2_000, 5_000, 10_000,
];

/** Counts per step, of everything so far. */
export interface LatencyCounts {
  readonly counts: readonly number[];
  readonly sumMillis: Millis;
}

export interface Latency {
  took(millis: Millis): void;
  counts(): LatencyCounts;
}

export function createLatency(): Latency {
  const counts = Array<number>(latencySteps.length + 1).fill(0);
  let sumMillis = 0;
  return {
    took(millis) {
      const found = latencySteps.findIndex((end) => millis <= end);
      const step = found < 0 ? latencySteps.length : found;
      counts[step] = (counts[step] ?? 0) + 1;
      sumMillis += Math.max(0, millis);
    },
    counts: () => ({ counts: [...counts], sumMillis }),
  };
}

/**
 * The time below which this share of what came between two looks lies: the end of its step.
 * @returns 0 when nothing came
 */
export function percentileBetween(
  before: LatencyCounts,
  after: LatencyCounts,
  share: number,
): Millis {
  const came = after.counts.map((count, step) => count - (before.counts[step] ?? 0));
  const total = came.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [step, count] of came.entries()) {
    seen += count;
    if (count > 0 && seen >= share * total) return latencySteps[step] ?? latencySteps.at(-1) ?? 0;
  }
  return 0;
}
