import { test } from "node:test";
import { deepEqual, equal, notDeepEqual } from "node:assert/strict";
import { wordList } from "@festival-chat/protocol/words";
import { compareWords } from "./compare-words.ts";

const fingerprint = Uint8Array.from({ length: 32 }, (_, index) => (index * 37 + 11) & 255);

test("two phones of one room have the same six words, and every word is on the list", () => {
  const words = compareWords(fingerprint, wordList);
  equal(words.length, 6);
  equal(
    words.every((word) => wordList.includes(word)),
    true,
  );
  deepEqual(compareWords(fingerprint.slice(), wordList), words);
});

test("each word has bytes of its own, behind those of the band", () => {
  const words = compareWords(fingerprint, wordList);
  for (let index = 0; index < 6; index++) {
    const other = fingerprint.slice();
    other[5 + 2 * index] = ((other[5 + 2 * index] ?? 0) + 1) & 255;
    notDeepEqual(compareWords(other, wordList), words);
  }
  const otherBand = fingerprint.slice();
  otherBand.set([1, 2, 3, 4]);
  deepEqual(compareWords(otherBand, wordList), words);
});
