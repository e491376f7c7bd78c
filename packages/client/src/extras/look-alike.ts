/** Names that look the same although they are written with other letters (after UTS 39). */
import { foldText } from "../fold-text.ts";

/**
 * Greek, Cyrillic and Latin letters and digits that a glance takes for a Latin letter, folded. Not
 * the whole table of UTS 39: the letters that are used to pass for somebody.
 */
const confusables = new Map(
  [
    ["a", "аαɑ"],
    ["b", "ьβв"],
    ["c", "сϲ"],
    ["d", "ԁ"],
    ["e", "еεє"],
    ["f", "ғ"],
    ["g", "ɡ"],
    ["h", "һнη"],
    ["i", "іιl1|!ɩјӏ"],
    ["k", "кκ"],
    ["m", "м"],
    ["n", "пո"],
    ["o", "оοσ0օ"],
    ["p", "рρ"],
    ["q", "ԛ"],
    ["r", "гᴦ"],
    ["s", "ѕꜱ5"],
    ["t", "тτ"],
    ["u", "υսцᴜ"],
    ["v", "ѵν"],
    ["w", "ԝшω"],
    ["x", "хχ"],
    ["y", "уүγ"],
    ["z", "ᴢ"],
  ].flatMap(([plain = "", ...rest]) => [...rest.join("")].map((letter) => [letter, plain])),
);

/** Two letters that pass for one. */
const pairs: readonly (readonly [RegExp, string])[] = [
  [/rn/g, "m"],
  [/vv/g, "w"],
];

/**
 * What a name looks like: two names of which this is the same cannot be told apart at a glance.
 * Case, accents, spaces, punctuation and what is invisible do not count. For comparing only.
 */
export function lookAlike(name: string): string {
  const bare = foldText(name).replace(/[\p{C}\p{Z}\p{P}\p{M}]/gu, (sign) =>
    sign === "!" ? "i" : "",
  );
  let plain = "";
  for (const letter of bare) plain += confusables.get(letter) ?? letter;
  for (const [pair, letter] of pairs) plain = plain.replace(pair, letter);
  // A name of nothing but signs is compared as it is.
  return plain === "" ? name.normalize("NFKC") : plain;
}
