/** The part of a text in which something was found, with the found words marked. */
import { foldLetters } from "./fold-letters.ts";

export interface ExcerptPart {
  readonly text: string;
  readonly found: boolean;
}

/** Letters before the first hit, and in all. */
const contextBefore = 40;
const excerptLength = 180;

/** Folds letter by letter, so that places in the result are places in the text. */
const foldInPlace = (text: string): string =>
  Array.from(text, (letter) => {
    const folded = foldLetters(letter);
    return folded.length === letter.length ? folded : letter;
  }).join("");

/** `text` around the first word of `query`, in parts; joined, the parts are what is shown. */
export function excerpt(text: string, query: string): readonly ExcerptPart[] {
  const folded = foldInPlace(text);
  const words = query.split(/\s+/u).map(foldLetters).filter(Boolean);
  const hits = words
    .flatMap((word) => {
      const all: { start: number; end: number }[] = [];
      for (
        let at = folded.indexOf(word);
        at >= 0 && all.length < 20;
        at = folded.indexOf(word, at + word.length)
      ) {
        all.push({ start: at, end: at + word.length });
      }
      return all;
    })
    .sort((a, b) => a.start - b.start);
  const from = Math.max(0, (hits[0]?.start ?? 0) - contextBefore);
  const to = Math.min(text.length, from + excerptLength);
  const parts: ExcerptPart[] = [];
  let end = from;
  const push = (upTo: number, found: boolean): void => {
    if (upTo > end) parts.push({ text: text.slice(end, upTo), found });
    end = Math.max(end, upTo);
  };
  if (from > 0) parts.push({ text: "…", found: false });
  for (const hit of hits) {
    if (hit.start < end || hit.end > to) continue;
    push(hit.start, false);
    push(hit.end, true);
  }
  push(to, false);
  if (to < text.length) parts.push({ text: "…", found: false });
  return parts;
}
