/**
 * The {@link Clock} of a host: its wall clock and its timers.
 *
 * A wall clock can be set while a timer runs; the timer is not corrected, because waking early or
 * late costs one look at the time, and the host's hints tell of a jump.
 */
import type { Clock } from "../ports.ts";
import type { Schedule } from "./schedule.ts";

/** Longest pause of `setTimeout`; a longer one would run at once. */
const MAX_TIMEOUT_MILLIS = 2 ** 31 - 1;

/** @param now milliseconds since 1970-01-01 UTC */
export function createTimerClock(now: () => number, schedule: Schedule): Clock {
  let stop: (() => void) | undefined;
  const cancel = (): void => {
    stop?.();
    stop = undefined;
  };
  const arm = (left: number, wake: () => void): void => {
    const pause = Math.min(Math.max(0, left), MAX_TIMEOUT_MILLIS);
    stop = schedule(() => {
      stop = undefined;
      if (left > pause) arm(left - pause, wake);
      else wake();
    }, pause);
  };
  return {
    now,
    wakeAt(at, wake) {
      cancel();
      arm(at - now(), wake);
    },
    cancel,
  };
}
