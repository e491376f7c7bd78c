/** SPEC.md and the tests name the same rules: no rule without a proof, no proof of nothing. */
import { deepEqual, ok } from "node:assert/strict";
import { test } from "node:test";
import { filesMatching, textOf, withoutComments } from "./repository.ts";

const rules = [
  ...textOf("packages/protocol/SPEC.md").matchAll(/^\s*- \*\*([A-Z]{1,2}\d+)\*\*/gm),
].map((found) => found[1] ?? "");

/** First string of a call: where tests, and the checks of a contract suite, carry their title. */
const titles = /\b\w+\(\s*(["'`])((?:(?!\1)[^\\\n]|\\.)*)\1/g;

/** `[E3]`, or `[E3, E4]`. */
const inBrackets = /\[([A-Z]{1,2}\d+(?:,\s*[A-Z]{1,2}\d+)*)\]/g;

const named = filesMatching("**/*.{test,contract}.{ts,tsx}").flatMap((path) =>
  [...withoutComments(textOf(path)).matchAll(titles)]
    .flatMap((title) => [...(title[2] ?? "").matchAll(inBrackets)])
    .flatMap((ids) => (ids[1] ?? "").split(/,\s*/))
    .map((rule) => ({ path, rule })),
);

test("SPEC.md has rules, and each id names one", () => {
  ok(rules.length > 0);
  const twice = rules.filter((rule, index) => rules.indexOf(rule) !== index);
  deepEqual(twice, []);
});

test("every rule of SPEC.md is named by a test", () => {
  const proven = new Set(named.map(({ rule }) => rule));
  deepEqual(
    rules.filter((rule) => !proven.has(rule)),
    [],
  );
});

test("every rule that a test names is in SPEC.md", () => {
  deepEqual(
    named.filter(({ rule }) => !rules.includes(rule)),
    [],
  );
});
