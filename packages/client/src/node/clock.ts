/** Time for Node. */
import { createTimerClock } from "../link/timer-clock.ts";
import type { Schedule } from "../link/schedule.ts";
import type { Clock } from "../ports.ts";

/** Pauses by `setTimeout`. */
export const nodeSchedule: Schedule = (run, afterMillis) => {
  const timer = setTimeout(run, afterMillis);
  return () => clearTimeout(timer);
};

/** The machine's clock and one timer; the timer keeps the process alive until cancelled. */
export function createNodeClock(): Clock {
  return createTimerClock(Date.now, nodeSchedule);
}
