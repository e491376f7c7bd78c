import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { calm, clamp } from "./calm-text.ts";
import { richParts } from "./rich-text.ts";

const shape = (text: string): readonly string[] =>
  richParts(text).map((part) => {
    if (part.kind === "link") return `link ${part.host}`;
    return part.kind === "phone" ? `phone ${part.number}` : `${part.kind} ${part.text}`;
  });

for (const [text, parts] of [
  ["meet at *nine* sharp", ["text meet at ", "bold nine", "text  sharp"]],
  ["type `ls -l` there", ["text type ", "code ls -l", "text  there"]],
  ["3*4*5 is 60", ["text 3*4*5 is 60"]],
  ["* one\n* two", ["text * one\n* two"]],
  ["a * b * c", ["text a * b * c"]],
  ["**loud**", ["text **loud**"]],
  ["call +49 170 1234567!", ["text call ", "phone +491701234567", "text !"]],
  ["0800 33 44 55 6", ["phone 08003344556"]],
  ["on 24.07.2026", ["text on 24.07.2026"]],
  ["01.02.2026", ["text 01.02.2026"]],
  ["costs 1234567 euros", ["text costs 1234567 euros"]],
  ["*see* https://a.example/*b*", ["bold see", "text  ", "link a.example"]],
] as const) {
  test(`drawn in parts: ${JSON.stringify(text)}`, () => deepEqual(shape(text), parts));
}

test("no text is too strange, and nothing but the signs of bold and code is lost", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
      const kept = richParts(text).flatMap((part) => (part.kind === "link" ? [] : [part.text]));
      if (kept.length === richParts(text).length) {
        equal(kept.join("").replace(/[`*]/gu, ""), text.replace(/[`*]/gu, ""));
      }
    }),
  );
});

test("letters under a heap of marks keep a few of them, and languages that need marks keep theirs", () => {
  equal(calm(`a${"\u0301".repeat(10_000)}b`), `a${"\u0301".repeat(8)}b`);
  for (const text of ["Łódź", "हिन्दी", "ภาษาไทยที่", "עִבְרִית", "👩‍👩‍👧‍👦", "e\u0301\u0323"]) {
    equal(calm(text), text);
  }
});

test("a text longer than a screen is cut between two characters, and says so", () => {
  equal(clamp("short"), undefined);
  equal(clamp("line\n".repeat(10_000))?.split("\n").length, 16);
  const cut = clamp("🎪".repeat(5_000)) ?? "";
  equal(cut.length < 1_000, true);
  equal(cut.endsWith("🎪"), true);
});
