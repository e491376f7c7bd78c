/** Time in a page. */
import type { Schedule } from "../link/schedule.ts";

/** Pauses by `setTimeout`, which a hidden page runs late and a frozen one not at all. */
export const pageSchedule: Schedule = (run, afterMillis) => {
  const timer = setTimeout(run, afterMillis);
  return () => clearTimeout(timer);
};
