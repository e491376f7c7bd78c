/** Numbers and times of the console in words. */
import type { Count } from "@festival-chat/protocol/organiser";
import { clockTime } from "../room/festival-time.ts";

const numbers = new Intl.NumberFormat("en-GB");

export const countWords = (count: Count): string =>
  typeof count === "number" ? numbers.format(count) : count;

/** For charts and sums: "<20" lies somewhere between 1 and 19. */
export const roughly = (count: Count): number => (typeof count === "number" ? count : 10);

export function sizeWords(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${numbers.format(value >= 100 || unit === 0 ? Math.round(value) : Math.round(value * 10) / 10)} ${units[unit] ?? ""}`;
}

export const millisWords = (millis: number): string =>
  millis >= 1_000
    ? `${numbers.format(Math.round(millis / 100) / 10)} s`
    : `${numbers.format(millis < 10 ? Math.round(millis * 10) / 10 : Math.round(millis))} ms`;

const dayMillis = 86_400_000;
const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** "21:14", or "24 Jul 21:14" for another day. */
export const timeWords = (at: number, now: number): string =>
  Math.abs(now - at) < dayMillis / 2 ? clockTime(at) : `${days.format(at)} ${clockTime(at)}`;
