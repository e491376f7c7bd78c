import { test } from "node:test";
import { equal, notEqual } from "node:assert/strict";
import { ageWords, clockTime, dayTitle, festivalDay } from "./festival-time.ts";

/** Friday 24 July 2026 in the zone of whoever runs this; `hours` may pass midnight. */
const friday = (hours: number, minutes = 0): number =>
  new Date(2026, 6, 24, hours, minutes).getTime();

test("the festival day turns at six, not at midnight", () => {
  equal(festivalDay(friday(23, 59)), festivalDay(friday(24 + 5, 59)));
  notEqual(festivalDay(friday(24 + 5, 59)), festivalDay(friday(24 + 6)));
});

test("at three in the morning the evening before is still today", () => {
  equal(dayTitle(friday(22), friday(27)), "Today");
});

test("days are named as people say them", () => {
  const now = friday(20);
  equal(dayTitle(friday(20 - 24), now), "Yesterday");
  equal(dayTitle(friday(20 - 48), now), "Wednesday");
  equal(dayTitle(friday(20 - 24 * 10), now), "Tuesday 14 July");
});

test("the clock has two digits each", () => {
  equal(clockTime(friday(9, 5)), "09:05");
});

test("an age is a minute count, then a time, then a day", () => {
  const now = friday(20);
  equal(ageWords(now - 10_000, now), "now");
  equal(ageWords(now + 60_000, now), "now");
  equal(ageWords(now - 4 * 60_000, now), "4 min");
  equal(ageWords(friday(12, 2), now), "12:02");
  equal(ageWords(friday(23, 40), friday(24 + 12)), "Fri 23:40");
  equal(ageWords(friday(27, 10), friday(24 + 12)), "Fri 03:10");
});
