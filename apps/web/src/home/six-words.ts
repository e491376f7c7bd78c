/** What the field of six words means while somebody is still typing it. */
import { suggestionsFor, wordList } from "@festival-chat/protocol/words";

export const wordCount = 6;

export interface WordSlot {
  readonly typed: string;
  /** The word this is or will be; undefined while it could be several, or none. */
  readonly word: string | undefined;
  /** No word begins like this. */
  readonly wrong: boolean;
}

/** A text field's content and where in it the next letter goes. */
export interface Typing {
  readonly text: string;
  readonly caret: number;
}

/** Typed pieces, lower case, whatever stands between them. */
const pieces = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^a-z]+/u)
    .filter((piece) => piece !== "");

function slotOf(typed: string): WordSlot {
  const matches = wordList.filter((word) => word.startsWith(typed));
  const exact = matches.find((word) => word === typed);
  // The first three letters of each word are its own.
  const unique = typed.length >= 3 ? matches[0] : undefined;
  return { typed, word: exact ?? unique, wrong: matches.length === 0 };
}

/** One slot for each typed piece. */
export const wordSlots = (text: string): readonly WordSlot[] => pieces(text).map(slotOf);

/** The words as far as they are known, one space between them. */
export const joinSlots = (text: string): string =>
  wordSlots(text)
    .map((slot) => slot.word ?? slot.typed)
    .join(" ");

/** Completes the words before the last space: what is still being typed stays as it is. */
export function completeTyped({ text, caret }: Typing): Typing {
  // In the middle of the phrase everything stays where the eye has it.
  if (caret < text.length || !/[^a-zA-Z]$/u.test(text)) return { text, caret };
  const words = joinSlots(text);
  const more = words !== "" && pieces(text).length < wordCount;
  const completed = more ? `${words} ` : words;
  return { text: completed, caret: completed.length };
}

/** Where the piece that the caret touches begins and ends; undefined between two pieces. */
function pieceAt({
  text,
  caret,
}: Typing): { readonly start: number; readonly end: number } | undefined {
  const start = caret - (/[a-zA-Z]*$/u.exec(text.slice(0, caret))?.[0].length ?? 0);
  const end = caret + (/^[a-zA-Z]*/u.exec(text.slice(caret))?.[0].length ?? 0);
  return start === end ? undefined : { start, end };
}

/** Where the piece in place `index` begins and ends. */
export function placeOf(
  text: string,
  index: number,
): { readonly start: number; readonly end: number } {
  const found = [...text.matchAll(/[a-zA-Z]+/gu)][index];
  const start = found?.index ?? text.length;
  return { start, end: start + (found?.[0].length ?? 0) };
}

/**
 * Words that the piece at the caret may become, or was probably meant to be; none when it is done.
 * From two letters on: one letter says too little.
 */
export function suggestions(typing: Typing, limit = 4): readonly string[] {
  const place = pieceAt(typing);
  if (place === undefined || pieces(typing.text).length > wordCount) return [];
  const typed = typing.text.slice(place.start, place.end).toLowerCase();
  if (typed.length < 2 || wordList.includes(typed)) return [];
  const begun = wordList.filter((word) => word.startsWith(typed));
  return (begun.length > 0 ? begun : suggestionsFor(typed)).slice(0, limit);
}

/** Takes a suggestion for the piece at the caret; the next word can be typed at once. */
export function takeSuggestion(typing: Typing, word: string): Typing {
  const { text, caret } = typing;
  const { start, end } = pieceAt(typing) ?? { start: caret, end: caret };
  const after = text.slice(end);
  const next = `${text.slice(0, start)}${word}${after}`;
  if (after.trim() === "")
    return completeTyped({ text: `${next.trimEnd()} `, caret: next.trimEnd().length + 1 });
  return { text: next, caret: start + word.length };
}
