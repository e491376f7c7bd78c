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

/** Folded characters: taking one apart costs a hundred times as much as finding it here. */
const foldedByCharacter = new Map<string, string>();
/** More than the alphabets of a room; beyond it each is folded anew. */
const maxRemembered = 4_096;

function foldCharacter(character: string): string {
  const known = foldedByCharacter.get(character);
  if (known !== undefined) return known;
  const folded = character
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{Mn}/gu, "")
    .replace(/[ßłøđðæœıþς]/g, (letter) => plainLetters[letter] ?? letter);
  if (foldedByCharacter.size < maxRemembered) foldedByCharacter.set(character, folded);
  return folded;
}

/**
 * Folds case, accents, vowel points, width and ligatures: "Łódź" and "lodz" become the same. The
 * result is for comparing only: never show it.
 */
export const foldText = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.toLowerCase().replace(/[^\x00-\x7f]/gu, foldCharacter);
