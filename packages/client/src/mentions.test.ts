import { equal } from "node:assert/strict";
import { test } from "node:test";
import { foldText } from "./fold-text.ts";
import { mentions } from "./mentions.ts";

test("a name is called whatever its case and accents", () => {
  for (const text of ["@Anna come", "hey @ANNA!", "(@anna)", "＠Anna", "@Ánna, here", "x @anna"]) {
    equal(mentions(text, "Anna"), true, text);
  }
  equal(mentions("@zoe", "Zoë"), true);
  equal(mentions("@Łukasz is back", "lukasz"), true);
});

test("only whole names are called, and an address calls nobody", () => {
  for (const text of [
    "@Annabel",
    "@Anna2",
    "@Anna_b",
    "me@anna.example",
    "Anna",
    "@ Anna",
    "@An",
  ]) {
    equal(mentions(text, "Anna"), false, text);
  }
  // A later call counts although an earlier one was longer.
  equal(mentions("@Annabel and @Anna", "Anna"), true);
});

test("names of several words, of emoji and of other scripts are called", () => {
  equal(mentions("@Moth 27 where?", "Moth 27"), true);
  equal(mentions("@Moth 271", "Moth 27"), false);
  equal(mentions("@🦉 come", "🦉"), true);
  equal(mentions("@👩 come", "👩"), true);
  equal(mentions("@👩‍🚀 come", "👩"), false, "a joined emoji is another one");
  equal(mentions("@👋🏽", "👋"), false, "a tinted emoji is another one");
  equal(mentions("@ليلى تعالي", "ليلى"), true);
  equal(mentions("@小明来", "小明"), false, "no end of the name is to be seen");
  equal(mentions("@小明 来", "小明"), true);
});

test("@here calls everybody, and an empty name nobody", () => {
  equal(mentions("@here now", "Anna"), true);
  equal(mentions("@hereabouts", "Anna"), false);
  equal(mentions("@ everybody", " "), false);
  equal(mentions("@here now", "Anna", false), false, "who may not call everybody");
  equal(mentions("@here @Anna now", "Anna", false), true);
});

test("folding makes the spellings of one word the same", () => {
  const pairs = [
    ["Łódź", "lodz"],
    ["STRASSE", "straße"],
    ["ﬁsh", "fish"],
    ["İstanbul", "istanbul"],
    ["smørrebrød", "smorrebrod"],
    ["ÉCOLE", "e\u0301cole"],
  ] as const;
  for (const [a, b] of pairs) equal(foldText(a), foldText(b));
});
