/** What the field of six words means while somebody is still typing it. */
import { wordList } from "@festival-chat/protocol/words";

export const wordCount = 6;

export interface WordSlot {
  readonly typed: string;
  /** The word this is or will be; undefined while it could be several, or none. */
  readonly word: string | undefined;
  /** No word begins like this. */
  readonly wrong: boolean;
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

/** Completes the words before the last space: what is still being typed stays as it is. */
export function completeTyped(text: string): string {
  if (!/[^a-zA-Z]$/u.test(text)) return text;
  const words = wordSlots(text).map((slot) => slot.word ?? slot.typed);
  return words.length === 0 ? "" : `${words.join(" ")}${words.length < wordCount ? " " : ""}`;
}

/** Words that the piece being typed may become; none when it is done. */
export function suggestions(text: string, limit = 4): readonly string[] {
  const typed = /[a-zA-Z]+$/u.exec(text)?.[0].toLowerCase();
  if (typed === undefined || typed.length < 2 || pieces(text).length > wordCount) return [];
  return wordList.filter((word) => word.startsWith(typed) && word !== typed).slice(0, limit);
}

/** Takes a suggestion for the piece being typed. */
export const takeSuggestion = (text: string, word: string): string =>
  completeTyped(`${text.replace(/[a-zA-Z]+$/u, word)} `);
