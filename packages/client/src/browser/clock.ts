/** Time in a page. */
import { createTimerClock } from "../link/timer-clock.ts";
import type { Schedule } from "../link/schedule.ts";
import type { Clock } from "../ports.ts";

/** Pauses by `setTimeout`, which a hidden page runs late and a frozen one not at all. */
export const pageSchedule: Schedule = (run, afterMillis) => {
  const timer = setTimeout(run, afterMillis);
  return () => clearTimeout(timer);
};

/** The phone's clock, which its owner may set, and one timer. */
export function createBrowserClock(): Clock {
  return createTimerClock(Date.now, pageSchedule);
}
