/**
 * What two devices say to each other in the room of a hand-over: short texts, each an ordinary
 * message of that room. Whatever else is said there is ignored.
 */
import { fromBase64url, toBase64url } from "@festival-chat/protocol/handover";
import type { Message } from "../api.ts";
import { belongingsBytes } from "./belongings.ts";

export type PassingWord =
  /** The first word: who says it gives. `parts` are there already where it was sealed ahead. */
  | { readonly kind: "offer"; readonly parts: number }
  /** I take it; seal it for this key. */
  | { readonly kind: "want"; readonly key: Uint8Array }
  | {
      readonly kind: "part";
      readonly index: number;
      readonly count: number;
      readonly bytes: Uint8Array;
    }
  /** It is kept over there. */
  | { readonly kind: "taken" }
  /** The offer does not stand any more. */
  | { readonly kind: "gone" };

/** Bytes of one part: in base64url and with its number it fits a text. */
export const partBytes = 11_000;
/** Parts of the largest hand-over, with what sealing adds. */
export const maxParts = Math.ceil((belongingsBytes + 256) / partBytes);

export function formatWord(word: PassingWord): string {
  switch (word.kind) {
    case "offer":
      return `offer ${word.parts}`;
    case "want":
      return `want ${toBase64url(word.key)}`;
    case "part":
      return `part ${word.index} ${word.count} ${toBase64url(word.bytes)}`;
    case "taken":
    case "gone":
      return word.kind;
  }
}

/** Reads a word; undefined for anything else. Total. */
export function parseWord(text: string): PassingWord | undefined {
  const [kind, ...rest] = text.split(" ");
  const [first = "", second = "", third = ""] = rest;
  switch (kind) {
    case "offer": {
      const parts = countOf(first);
      return parts === undefined ? undefined : { kind, parts };
    }
    case "want": {
      const key = fromBase64url(first);
      return key?.length === 32 ? { kind, key } : undefined;
    }
    case "part": {
      const [index, count] = [countOf(first), countOf(second)];
      const bytes = fromBase64url(third);
      if (index === undefined || count === undefined || bytes === undefined) return undefined;
      return index < count && bytes.length > 0 ? { kind, index, count, bytes } : undefined;
    }
    case "taken":
    case "gone":
      return rest.length === 0 ? { kind } : undefined;
    default:
      return undefined;
  }
}

function countOf(text: string): number | undefined {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : undefined;
  return count !== undefined && count <= maxParts ? count : undefined;
}

/** A word and the message that said it. */
export interface Said {
  readonly word: PassingWord;
  readonly message: Message;
}

/** The words of a room's messages, in their order. */
export const wordsOf = (messages: readonly Message[]): readonly Said[] =>
  messages.flatMap((message) => {
    const word = message.body.kind === "text" ? parseWord(message.body.text) : undefined;
    return word === undefined ? [] : [{ word, message }];
  });

/** Cuts bytes into parts. */
export function toParts(bytes: Uint8Array): readonly PassingWord[] {
  const count = Math.ceil(bytes.length / partBytes);
  return Array.from({ length: count }, (_, index) => ({
    kind: "part" as const,
    index,
    count,
    bytes: bytes.subarray(index * partBytes, (index + 1) * partBytes),
  }));
}

/** Parts as far as they are here; `bytes` once all are. */
export function fromParts(words: readonly PassingWord[]): {
  readonly got: number;
  readonly count: number;
  readonly bytes: Uint8Array | undefined;
} {
  const parts = new Map<number, Uint8Array>();
  let count = 0;
  for (const word of words) {
    if (word.kind !== "part") continue;
    // The first part says how many there are; others that disagree are none of it.
    if (count === 0) count = word.count;
    if (word.count === count && !parts.has(word.index)) parts.set(word.index, word.bytes);
  }
  if (count === 0 || parts.size < count) return { got: parts.size, count, bytes: undefined };
  const pieces = [...parts].toSorted(([a], [b]) => a - b).map(([, bytes]) => bytes);
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { got: parts.size, count, bytes };
}
