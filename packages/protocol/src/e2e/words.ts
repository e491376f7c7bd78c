/**
 * The door "@festival-chat/protocol/words": six-word codes (SPEC K3), and what else only the founder
 * of a room needs. Loaded late, it is large.
 */
import { scryptAsync } from "@noble/hashes/scrypt.js";
import { utf8 } from "../wire/bytes.ts";
import { err, ok, type Result } from "../wire/result.ts";
import { WORD_COUNT } from "./card.ts";
import { normaliseWords } from "./invite.ts";
import { ROOT_BYTES } from "./room-key.ts";
import { wordList } from "./word-list.ts";

export { createCertificate, encodeCard } from "./create-certificate.ts";
export { wordList } from "./word-list.ts";

export type WordsError =
  | { readonly kind: "count"; readonly count: number }
  | {
      readonly kind: "unknown";
      readonly word: string;
      /** Index in the text, from 0. */
      readonly position: number;
      readonly suggestions: readonly string[];
    };

const byPrefix = new Map(wordList.map((word) => [word.slice(0, 3), word]));

/**
 * Six words, each drawn evenly from the list: 62 bits.
 * @param random bytes of a CSPRNG
 */
export function generateWords(random: (bytes: number) => Uint8Array): readonly string[] {
  // 50 * 1,296 = 64,800: draws at or above it are thrown away, else the first words come up more.
  const fair = Math.floor(0x1_0000 / wordList.length) * wordList.length;
  const words: string[] = [];
  while (words.length < WORD_COUNT) {
    const [high = 0, low = 0] = random(2);
    const draw = high * 256 + low;
    const word = draw < fair ? wordList[draw % wordList.length] : undefined;
    if (word !== undefined) words.push(word);
  }
  return words;
}

/** Words that begin with `prefix`, in order; at most `limit`. */
export function suggestWords(prefix: string, limit = 5): readonly string[] {
  const [start] = normaliseWords(prefix);
  if (start === undefined) return [];
  return wordList.filter((word) => word.startsWith(start)).slice(0, limit);
}

/** The word itself, or the one that these three or more letters begin. */
function completeWord(typed: string): string | undefined {
  const word = byPrefix.get(typed.slice(0, 3));
  return word?.startsWith(typed) ? word : undefined;
}

/** Whether `a` becomes `b` with at most one letter added, dropped or changed, or two swapped. */
function isOneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB === `${restA[1]}${restA[0]}`;
}

/** What a word that is not on the list was probably meant to be; the closest first. */
export function suggestionsFor(word: string): readonly string[] {
  const close = wordList.filter((candidate) => isOneSlip(word, candidate));
  const sameStart = byPrefix.get(word.slice(0, 3));
  const all = sameStart === undefined ? close : [...close, sameStart];
  return all.length > 0 ? [...new Set(all)] : suggestWords(word.slice(0, 2));
}

/** Reads a code as people type it: any separators, any case, three letters are enough for a word. */
export function parseWords(text: string): Result<readonly string[], WordsError> {
  const typed = normaliseWords(text);
  const words: string[] = [];
  for (const [position, word] of typed.entries()) {
    const complete = completeWord(word);
    if (complete === undefined && typed.length === WORD_COUNT) {
      return err({ kind: "unknown", word, position, suggestions: suggestionsFor(word) });
    }
    words.push(complete ?? word);
  }
  return words.length === WORD_COUNT ? ok(words) : err({ kind: "count", count: words.length });
}

/** Whether a relay's event tag may salt a code (SPEC K3). */
export const isEventTag = (tag: string): boolean => /^[a-z0-9-]{1,32}$/.test(tag);

/**
 * The root secret of a code: scrypt with N = 2^14, r = 8, p = 1 (16 MiB, some 100 ms on a phone).
 * Yields to the event loop while it works. Words that parseWords did not give, or a tag that
 * {@link isEventTag} refuses, are a bug and reject.
 */
export const rootFromWords = (words: readonly string[], eventTag: string): Promise<Uint8Array> =>
  stretch(words, "words", eventTag);

/**
 * The secret of a hand-over (SPEC O1) from its six words: the same words never open a room, and those
 * of a room never a hand-over.
 */
export const handoverRootFromWords = (
  words: readonly string[],
  eventTag: string,
): Promise<Uint8Array> => stretch(words, "handover", eventTag);

async function stretch(
  words: readonly string[],
  label: "words" | "handover",
  eventTag: string,
): Promise<Uint8Array> {
  if (
    words.length !== WORD_COUNT ||
    !words.every((word) => byPrefix.get(word.slice(0, 3)) === word)
  ) {
    throw new RangeError("not six words of the list");
  }
  if (!isEventTag(eventTag)) throw new RangeError("event tag");
  return scryptAsync(utf8(words.join(" ")), utf8(`fc1/${label}|${eventTag}`), {
    N: 2 ** 14,
    r: 8,
    p: 1,
    dkLen: ROOT_BYTES,
  });
}
