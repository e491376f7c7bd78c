import { equal } from "node:assert/strict";
import { test } from "node:test";
import { toned } from "./skin-tone.ts";

const dark = "\u{1f3ff}";

for (const [emoji, drawn] of [
  ["👍", "👍🏿"],
  ["✌️", "✌🏿"],
  ["🔥", "🔥"],
  ["🧡", "🧡"],
  ["💃", "💃🏿"],
] as const) {
  test(`${emoji} in another colour is ${drawn}`, () => equal(toned(emoji, dark), drawn));
}

test("without a colour nothing changes", () => equal(toned("👍", ""), "👍"));
