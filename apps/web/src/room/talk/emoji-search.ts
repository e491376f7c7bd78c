/** Finds emoji by what they are called. */
import { foldLetters } from "./fold-letters.ts";

export interface EmojiEntry {
  readonly emoji: string;
  /** Folded. */
  readonly name: string;
  /** Other words for it, folded. */
  readonly words: readonly string[];
}

/** @param text lines as `⛺ tent|camping` */
export const readEmojiNames = (text: string): readonly EmojiEntry[] =>
  text.split("\n").flatMap((line) => {
    const gap = line.indexOf(" ");
    if (gap <= 0) return [];
    const [name = "", ...words] = foldLetters(line.slice(gap + 1)).split("|");
    return [{ emoji: line.slice(0, gap), name, words }];
  });

const beginsAWord = (text: string, start: string): boolean =>
  text.split(/[\s:,’'-]+/u).some((word) => word.startsWith(start));

/** How well an emoji answers, best first; undefined where it does not. */
function rank({ name, words }: EmojiEntry, query: string): number | undefined {
  if (name === query) return 0;
  if (words.includes(query)) return 1;
  if (name.startsWith(query)) return 2;
  const parts = query.split(/\s+/u);
  if (parts.every((part) => beginsAWord(name, part))) return 3;
  const all = [name, ...words];
  return parts.every((part) => all.some((text) => beginsAWord(text, part))) ? 4 : undefined;
}

/** The best first; none for an empty `query`. */
export function searchEmoji(entries: readonly EmojiEntry[], query: string): readonly string[] {
  const wanted = foldLetters(query.trim());
  if (wanted === "") return [];
  return entries
    .flatMap((entry) => {
      const place = rank(entry, wanted);
      return place === undefined ? [] : [{ emoji: entry.emoji, place }];
    })
    .sort((a, b) => a.place - b.place)
    .map(({ emoji }) => emoji);
}
