/** Names of any direction stay where the sentence puts them. */
import { equal } from "node:assert/strict";
import { test } from "node:test";
import { isolated } from "./isolate.ts";

test("a name from right to left is kept apart in a sentence from left to right", () => {
  equal(isolated("ليلى", false), "\u2068ليلى\u2069");
  equal(isolated("Ben\u202egnp.exe", false), "\u2068Ben\u202egnp.exe\u2069");
});

test("a name of the sentence's own direction is left as it is, so that it is found by its name", () => {
  equal(isolated("Zoë 27!", false), "Zoë 27!");
});

test("in a sentence from right to left every name is kept apart, and no time is", () => {
  equal(isolated("Ben (2)", true), "\u2068Ben (2)\u2069");
  equal(isolated("19:02", true), "19:02");
});
