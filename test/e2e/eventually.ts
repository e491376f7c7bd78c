/** Waiting for what comes by itself: a condition is asked again until it answers. */
import { fail } from "node:assert/strict";

/** Longer than anything healthy takes on a busy machine with two cores. */
export const patienceMillis = 20_000;

/** Settles with the first answer of `ask` that is not undefined; fails with `what` if none comes. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  millis = patienceMillis,
): Promise<T> {
  const deadline = performance.now() + millis;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) fail(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Settles when `holds` says true. */
export async function until(
  what: string,
  holds: () => Promise<boolean> | boolean,
  millis = patienceMillis,
): Promise<void> {
  await eventually(what, async () => ((await holds()) ? true : undefined), millis);
}
