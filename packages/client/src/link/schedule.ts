/**
 * Runs `run` once, `afterMillis` from the call, unless the returned function cancels it first.
 * Injected wherever an adapter needs a pause or a deadline, so that tests own the time.
 */
export type Schedule = (run: () => void, afterMillis: number) => () => void;
