import { test } from "node:test";
import { deepEqual, equal, ok } from "node:assert/strict";
import { wordList } from "@festival-chat/protocol/words";
import { completeTyped, suggestions, takeSuggestion, wordSlots } from "./six-words.ts";

const six = wordList.slice(100, 106);

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
  const [first = ""] = six;
  equal(completeTyped(`${first.slice(0, 3)} `), `${first} `);
  equal(completeTyped(first.slice(0, 3)), first.slice(0, 3));
  equal(completeTyped(`${six.join(" ")} `), six.join(" "));
});

test("suggestions begin with what is typed, and taking one completes it", () => {
  const [first = "", second = ""] = six;
  const text = `${first} ${second.slice(0, 2)}`;
  ok(suggestions(text).every((word) => word.startsWith(second.slice(0, 2))));
  equal(takeSuggestion(text, second), `${first} ${second} `);
});

test("letters that begin no word are wrong", () => {
  equal(wordSlots("zzzz")[0]?.wrong, true);
  equal(wordSlots("zzzz")[0]?.word, undefined);
});
