/** "12 min ago": how long ago somebody was last heard of, in words. */
import { peopleWords } from "../../strings/people-words.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** @param at,now in ms; what lies ahead by a wrong clock counts as now */
export function agoWords(at: number, now: number): string {
  const { members } = peopleWords;
  const passed = now - at;
  if (passed < minute) return members.justNow;
  if (passed < hour) return members.minutes(Math.floor(passed / minute));
  if (passed < day) return members.hours(Math.floor(passed / hour));
  return members.days(Math.floor(passed / day));
}
