import { equal } from "node:assert/strict";
import { test } from "node:test";
import { agoWords } from "./ago.ts";

const now = Date.UTC(2026, 6, 4, 18);
const minutes = (count: number): string => agoWords(now - count * 60_000, now);

test("how long ago somebody was here is said in the largest unit that is whole", () => {
  equal(minutes(0.5), "just now");
  equal(minutes(-90), "just now");
  equal(minutes(12), "12 min ago");
  equal(minutes(61), "1 h ago");
  equal(minutes(24 * 60), "1 day ago");
  equal(minutes(60 * 60), "2 days ago");
});
