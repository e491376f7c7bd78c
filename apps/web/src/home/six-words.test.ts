import { test } from "node:test";
import { deepEqual, equal, ok } from "node:assert/strict";
import { wordList } from "@festival-chat/protocol/words";
import { completeTyped, placeOf, suggestions, takeSuggestion, wordSlots } from "./six-words.ts";

const six = wordList.slice(100, 106);
const [first = "", second = "", third = ""] = six;
/** Typing at the end of a text. */
const atEnd = (text: string) => ({ text, caret: text.length });

test("three letters of each word are enough", () => {
  const short = six.map((word) => word.slice(0, 3)).join(" ");
  deepEqual(
    wordSlots(short).map((slot) => slot.word),
    six,
  );
});

test("a pasted phrase is read whatever stands between its words", () => {
  deepEqual(
    wordSlots(` ${six.join(" – ").toUpperCase()}\n`).map((slot) => slot.word),
    six,
  );
});

test("a space completes the word before it, and the sixth gets no more space", () => {
  equal(completeTyped(atEnd(`${first.slice(0, 3)} `)).text, `${first} `);
  equal(completeTyped(atEnd(first.slice(0, 3))).text, first.slice(0, 3));
  equal(completeTyped(atEnd(`${six.join(" ")} `)).text, six.join(" "));
});

test("suggestions begin with what is typed, and taking one completes it", () => {
  const typing = atEnd(`${first} ${second.slice(0, 2)}`);
  ok(suggestions(typing).length > 0);
  ok(suggestions(typing).every((word) => word.startsWith(second.slice(0, 2))));
  deepEqual(takeSuggestion(typing, second), atEnd(`${first} ${second} `));
});

test("one letter is too little for a suggestion, and a whole word needs none", () => {
  deepEqual(suggestions(atEnd(first.slice(0, 1))), []);
  deepEqual(suggestions(atEnd(first)), []);
});

test("a word in the middle is suggested and taken where it stands", () => {
  const text = `${first} ${second.slice(0, 3)} ${third}`;
  const typing = { text, caret: first.length + 4 };
  deepEqual(suggestions(typing), [second]);
  deepEqual(takeSuggestion(typing, second), {
    text: `${first} ${second} ${third}`,
    caret: first.length + 1 + second.length,
  });
});

test("a mistyped word gets what it was meant to be", () => {
  const mistyped = `${first.slice(0, 1)}q${first.slice(1)}`;
  equal(wordSlots(mistyped)[0]?.wrong, true);
  ok(suggestions(atEnd(mistyped)).includes(first));
});

test("letters that begin no word are wrong, and are found again", () => {
  equal(wordSlots("zzzz")[0]?.wrong, true);
  equal(wordSlots("zzzz")[0]?.word, undefined);
  deepEqual(placeOf(`${first} – zzzz ${second}`, 1), {
    start: first.length + 3,
    end: first.length + 7,
  });
});
