/** Real time for tests over real connections; it keeps no process alive. */
import type { Schedule } from "../link/schedule.ts";

export const soon: Schedule = (run, afterMillis) => {
  const timer = setTimeout(run, afterMillis);
  timer.unref();
  return () => clearTimeout(timer);
};
