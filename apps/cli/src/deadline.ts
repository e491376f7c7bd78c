/** Waiting that always ends. */

/** What {@link withDeadline} answers when time ran out. */
export const timedOut: unique symbol = Symbol("timed out");

/**
 * The outcome of `work`, or {@link timedOut} after `millis`. The work itself goes on: what it
 * settles to later is ignored, its failure included.
 */
export async function withDeadline<T>(
  work: Promise<T>,
  millis: number,
): Promise<T | typeof timedOut> {
  const { promise, resolve } = Promise.withResolvers<typeof timedOut>();
  const timer = setTimeout(() => resolve(timedOut), millis);
  work.catch(() => {});
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** A promise that `millis` milliseconds pass; unlike a plain timer, `signal` ends it early. */
export function pause(millis: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(done, millis);
  function done(): void {
    clearTimeout(timer);
    signal?.removeEventListener("abort", done);
    resolve();
  }
  if (signal?.aborted === true) done();
  else signal?.addEventListener("abort", done);
  return promise;
}
