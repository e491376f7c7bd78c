/** The English of the app: short, plain, and without a word a person at a festival would not use. */
import { deepEqual, ok } from "node:assert/strict";
import { describe, test } from "node:test";
import { englishParts, sentencesOf, type Sentence } from "../../test-support/catalogues.ts";

const parts = await englishParts();
const sentences = parts.flatMap(({ part, entries, given }) =>
  entries.flatMap((entry) =>
    sentencesOf(entry, given).map((sentence) => ({ ...sentence, path: `${part}.${entry.path}` })),
  ),
);

const banned = /\b(?:mesh|peers?|sync\w*|nodes?|keys?|encrypt\w*|payloads?|sessions?|tokens?)\b/iu;

/** Words that mean the thing on the desk, or are said to whoever makes this app. */
const allowed = new Set<string>([]);

/** Labels end with no full stop; what does is a sentence that explains. */
const isLabel = (text: string): boolean => !/[.!?…]$/u.test(text) && !/[.:!?] /u.test(text);
const labelLength = 40;
const sentenceLength = 100;

/** Longer on purpose, with the reason. */
const long = new Map<string, string>([
  ["first.room.privateLong", "shown on hover only: the header says “Private”"],
]);

const syllables = (word: string): number => {
  const bare = word.toLowerCase().replace(/(?:[^laeiouy]es|[^laeiouyt]ed|e)$/u, "");
  return Math.max(1, bare.match(/[aeiouy]+/gu)?.length ?? 0);
};

/** US school grade of a text (Kincaid et al. 1975). */
export function grade(text: string): number {
  const spoken = text.replaceAll("’", "");
  const words = spoken.match(/\p{L}+/gu) ?? [];
  const ends = spoken.split(/[.!?…:;]+(?:\s|$)/u).filter((piece) => /\p{L}/u.test(piece)).length;
  const all = words.reduce((sum, word) => sum + syllables(word), 0);
  return (
    0.39 * (words.length / Math.max(1, ends)) + (11.8 * all) / Math.max(1, words.length) - 15.59
  );
}

/** Fewer words tell nothing about how hard a sentence is. */
const gradedWords = 6;
const gradeLimit = 6;

/** Harder than that by count of syllables only, with the word that does it. */
const hard = new Map<string, string>([
  ["talk.remove.done", "“everyone” and “connected”: the honest words for it"],
  ["talk.undo.removed", "“everyone” and “connected”: the honest words for it"],
]);

const listed = (wrong: readonly Sentence[]): string[] =>
  [...new Set(wrong.map(({ path, text }) => `${path}: ${text}`))].sort();

describe("words on the screen", () => {
  test("no word of engineers is among them", () => {
    deepEqual(
      listed(sentences.filter(({ path, text }) => banned.test(text) && !allowed.has(path))),
      [],
    );
  });

  test(`a label has at most ${labelLength} characters, so that German fits too`, () => {
    const longs = sentences.filter(
      ({ path, text, given }) =>
        given.length === 0 && isLabel(text) && text.length > labelLength && !long.has(path),
    );
    deepEqual(listed(longs), []);
  });

  test(`what explains has at most ${sentenceLength} characters`, () => {
    deepEqual(
      listed(sentences.filter(({ path, text }) => text.length > sentenceLength && !long.has(path))),
      [],
    );
  });

  test(`whoever reads like an eleven-year-old understands it`, () => {
    const tooHard = sentences.filter(
      ({ path, text }) =>
        (text.match(/\p{L}+/gu)?.length ?? 0) >= gradedWords &&
        grade(text) > gradeLimit &&
        !hard.has(path),
    );
    deepEqual(
      listed(
        tooHard.map((one) => ({ ...one, text: `${one.text} (${grade(one.text).toFixed(1)})` })),
      ),
      [],
    );
  });

  test("exceptions that are needed no more are gone", () => {
    const paths = new Set(sentences.map(({ path }) => path));
    deepEqual(
      [...allowed, ...long.keys(), ...hard.keys()].filter((path) => !paths.has(path)),
      [],
    );
  });

  test("the grade tells plain from hard", () => {
    ok(grade("Point at the code on your friend’s screen.") < 3);
    ok(grade("Cryptographic authentication guarantees confidentiality of communication.") > 15);
  });
});
