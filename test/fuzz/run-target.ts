/** One target, many inputs, until a finding or the end. */
import { createChance, mutate } from "./mutate.ts";
import type { FuzzOptions } from "./options.ts";
import type { FuzzTarget } from "./target.ts";

export interface Finding {
  readonly bytes: Uint8Array;
  readonly what: string;
}

export interface TargetOutcome {
  readonly runs: number;
  readonly millis: number;
  readonly finding: Finding | undefined;
}

/** Looking at the clock costs more than a run: once per so many. */
const runsPerLook = 256;

/** Tries one input; what it throws is a finding too. */
export async function tryBytes(
  target: FuzzTarget,
  bytes: Uint8Array,
): Promise<Finding | undefined> {
  try {
    const result = target.check(bytes);
    // Most targets are synchronous; awaiting each of them would halve the rate.
    const what = result instanceof Promise ? await result : result;
    return what === undefined ? undefined : { bytes, what };
  } catch (error) {
    return { bytes, what: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** @param onProgress hears how many runs there were, now and then */
export async function runTarget(
  target: FuzzTarget,
  options: FuzzOptions,
  onProgress: (runs: number) => void,
): Promise<TargetOutcome> {
  const chance = createChance(options.seed);
  const start = performance.now();
  const end = options.seconds === undefined ? Infinity : start + options.seconds * 1_000;
  const count = options.count ?? Infinity;
  let runs = 0;
  for (const bytes of target.corpus) {
    const finding = await tryBytes(target, bytes);
    if (finding !== undefined) return { runs, millis: performance.now() - start, finding };
  }
  while (runs < count) {
    if (runs % runsPerLook === 0) {
      if (performance.now() >= end) break;
      onProgress(runs);
    }
    runs++;
    const finding = await tryBytes(target, mutate(chance, target.corpus));
    if (finding !== undefined) return { runs, millis: performance.now() - start, finding };
  }
  return { runs, millis: performance.now() - start, finding: undefined };
}
