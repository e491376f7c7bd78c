/** Text as people compare it: without case, accents and forms of the same letter. */

/** Letters that Unicode does not take apart although a keyboard without them writes them so. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  æ: "ae",
  œ: "oe",
  ı: "i",
  þ: "th",
  ς: "σ",
};

/**
 * Folds case, accents, vowel points, width and ligatures: "Łódź" and "lodz" become the same. The
 * result is for comparing only: never show it.
 */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  // What is plain ASCII is folded by that, and most words are.
  // oxlint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(lower)) return lower;
  return lower
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{Mn}/gu, "")
    .replace(/[ßłøđðæœıþς]/g, (letter) => plainLetters[letter] ?? letter);
}
