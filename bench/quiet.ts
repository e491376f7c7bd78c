/** Other work on the machine: waited for, repeated after, and said in the notes. */
import { cpus } from "node:os";
import type { Step } from "./generator.ts";

/** Cores that others may take before a step counts as disturbed. */
const noiseCores = 0.3;
const waitMillis = 8_000;

// What all repetitions of one run may cost together, so that a busy machine does not run for ever.
let repeatMillis = 90_000;

function busyMillis(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.sys + times.irq, 0);
}

/** Waits until the machine has nothing else to do, but not for long. */
export async function waitForQuiet(): Promise<void> {
  const end = performance.now() + waitMillis;
  while (performance.now() < end) {
    const before = busyMillis();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    if ((busyMillis() - before) / 1_000 < noiseCores) return;
  }
}

/** Measures up to three times while others disturb it. @returns the least disturbed step */
export async function leastDisturbed(measure: () => Promise<Step>): Promise<Step> {
  let best = await measure();
  for (let again = 0; again < 2 && best.other_cores > noiseCores && repeatMillis > 0; again++) {
    const begun = performance.now();
    const step = await measure();
    repeatMillis -= performance.now() - begun;
    if (step.other_cores < best.other_cores) best = step;
  }
  return best;
}

/** What the notes of a disturbed step must say; "" for an undisturbed one. */
export const disturbance = ({ other_cores: cores }: Step): string =>
  cores > noiseCores ? `; disturbed: other work took ${cores.toFixed(1)} cores` : "";
