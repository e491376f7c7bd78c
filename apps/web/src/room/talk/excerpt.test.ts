import { test } from "node:test";
import { deepEqual, equal } from "node:assert/strict";
import { excerpt } from "./excerpt.ts";

const shown = (text: string, query: string): string =>
  excerpt(text, query)
    .map((part) => (part.found ? `[${part.text}]` : part.text))
    .join("");

test("found words are marked, whatever their case and accents", () => {
  equal(shown("Café at the Cafe", "cafe"), "[Café] at the [Cafe]");
  equal(shown("ÅNGSTRÖM", "angs"), "[ÅNGS]TRÖM");
});

test("every word of the query is marked, and none twice", () => {
  equal(shown("owl and owls", "owl owls"), "[owl] and [owl]s");
});

test("of a long text the part around the first hit is shown", () => {
  const text = `${"x ".repeat(200)}coffee${" y".repeat(200)}`;
  const parts = excerpt(text, "coffee");
  equal(parts[0]?.text, "…");
  equal(parts.at(-1)?.text, "…");
  equal(parts.find((part) => part.found)?.text, "coffee");
});

test("a text without a hit is shown from its beginning", () => {
  deepEqual(excerpt("hello", "x"), [{ text: "hello", found: false }]);
});
