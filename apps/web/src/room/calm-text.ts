/** Texts that would fill the screen, or climb out of their line: how much of them is shown. */

/** Characters and lines of a message before it is cut: most of a phone's screen. */
const shownLength = 700;
const shownLines = 16;

/** Marks on one letter that languages need; what is heaped on top of them covers other lines. */
const heaps = /(\p{M}{8})\p{M}+/gu;

/** The second half of a pair, and what is drawn together with what stands before it. */
const belongs = /^(?:\p{M}|\p{Emoji_Modifier}|\u200d|\ufe0f|[\udc00-\udfff])/u;

/** The text without heaps of marks. */
export const calm = (text: string): string => text.replace(heaps, "$1");

/** The beginning of a text that is too long to be shown whole; undefined when it is not. */
export function clamp(text: string): string | undefined {
  let end = text.length > shownLength + shownLength / 4 ? shownLength : text.length;
  let line = -1;
  for (let count = 0; count < shownLines; count++) {
    line = text.indexOf("\n", line + 1);
    if (line < 0 || line >= end) break;
    if (count === shownLines - 1) end = line;
  }
  if (end === text.length) return undefined;
  // Not through the middle of a pair, and not between a letter and what belongs to it.
  while (end > 0 && belongs.test(text.slice(end, end + 2))) {
    end -= 1;
  }
  return text.slice(0, end);
}
