import { test } from "node:test";
import { deepEqual, equal } from "node:assert/strict";
import { firstEmoji, withRecent } from "./recent-emoji.ts";

test("what was used last comes first, and once", () => {
  deepEqual(withRecent(["🔥", "🧡"], "🧡"), ["🧡", "🔥"]);
});

test("only a handful is remembered", () => {
  const many = Array.from({ length: 40 }, (_, i) => String(i));
  equal(withRecent(many, "🧡").length, 12);
});

test("an emoji is taken whole: tones, families, flags and keycaps", () => {
  for (const emoji of ["🔥", "👍🏽", "👩‍👩‍👧", "🇩🇰", "3️⃣"]) equal(firstEmoji(`a ${emoji}`), emoji);
});

test("words are no emoji", () => {
  equal(firstEmoji("hello 3"), undefined);
});
