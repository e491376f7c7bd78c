/**
 * Time as people at a festival say it: a night belongs to the day it began on, until six.
 *
 * All in the phone's own time zone.
 */
import type { Millis } from "@festival-chat/protocol/wire";
import { t } from "../strings/t.ts";

/** A festival day starts at 06:00: whoever is up at three still means "Friday night". */
const dayStartMillis = 6 * 3_600_000;
const dayMillis = 24 * 3_600_000;

const two = (value: number): string => String(value).padStart(2, "0");

/** "19:02". */
export function clockTime(at: Millis): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Names the festival day of a moment, "2026-07-24": equal exactly when the day is. */
export function festivalDay(at: Millis): string {
  const date = new Date(at - dayStartMillis);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

const weekday = (at: Millis, width: "short" | "long"): string =>
  new Intl.DateTimeFormat(t.language, { weekday: width }).format(at - dayStartMillis);

/** Title of a day in the list: "Today", "Yesterday", "Friday", "Friday 24 July". */
export function dayTitle(at: Millis, now: Millis): string {
  const day = festivalDay(at);
  if (day === festivalDay(now)) return t.room.today;
  if (day === festivalDay(now - dayMillis)) return t.room.yesterday;
  if (at < now && now - at < 6 * dayMillis) return weekday(at, "long");
  const date = new Intl.DateTimeFormat(t.language, { day: "numeric", month: "long" });
  return `${weekday(at, "long")} ${date.format(at - dayStartMillis)}`;
}

/** Age in a list: "now", "4 min", "19:02", "Fri 23:40", "24 Jul". */
export function ageWords(at: Millis, now: Millis): string {
  const age = now - at;
  if (age < 60_000) return t.room.now;
  if (age < 3_600_000) return t.room.minutes(Math.floor(age / 60_000));
  if (festivalDay(at) === festivalDay(now)) return clockTime(at);
  if (age < 6 * dayMillis) return `${weekday(at, "short")} ${clockTime(at)}`;
  return new Intl.DateTimeFormat(t.language, { day: "numeric", month: "short" }).format(at);
}
