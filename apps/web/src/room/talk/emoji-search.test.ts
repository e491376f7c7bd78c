import { deepEqual, equal, ok } from "node:assert/strict";
import { describe, test } from "node:test";
import { emojiNames } from "../../../build/emoji-names.ts";
import { languageTags } from "../../strings/first-words.ts";
import { readEmojiNames, searchEmoji } from "./emoji-search.ts";

describe("emoji by name", () => {
  const some = readEmojiNames(
    ["⛺ tent|camping", "🎪 circus tent|big top", "🍺 beer mug|Bar|drink", "🇨🇿 Česko|CZ"].join(
      "\n",
    ),
  );

  test("what is called so comes before what is also called so", () => {
    deepEqual(searchEmoji(some, "tent"), ["⛺", "🎪"]);
    deepEqual(searchEmoji(some, "camp"), ["⛺"]);
    deepEqual(searchEmoji(some, "bar"), ["🍺"]);
  });

  test("letters may be large, small and without their marks; words in any order", () => {
    deepEqual(searchEmoji(some, "CESKO"), ["🇨🇿"]);
    deepEqual(searchEmoji(some, "top big"), ["🎪"]);
  });

  test("half a word finds, the middle of one does not, and nothing asked finds nothing", () => {
    deepEqual(searchEmoji(some, "circ"), ["🎪"]);
    deepEqual(searchEmoji(some, "ent"), []);
    deepEqual(searchEmoji(some, "  "), []);
  });
});

describe("emoji in every language", () => {
  const tents: Readonly<Record<string, string>> = {
    en: "tent",
    de: "zelt",
    fr: "tente",
    es: "tienda",
    nl: "tent",
    pt: "tenda",
    it: "tenda",
    pl: "namiot",
    da: "telt",
    sv: "talt",
    cs: "stan",
    ar: "خيمة",
  };
  const tags = languageTags.split(" ");

  test("there is one list for each", () => deepEqual(Object.keys(tents), tags));

  for (const tag of tags) {
    test(`${tag}: a tent is found, every emoji is there once, without skin tones`, () => {
      const entries = readEmojiNames(emojiNames(tag));
      const found = searchEmoji(entries, tents[tag] ?? "");
      ok(found.slice(0, 5).includes("⛺"), found.join(" "));
      ok(entries.length > 1_700, String(entries.length));
      equal(new Set(entries.map(({ emoji }) => emoji)).size, entries.length);
      ok(entries.every(({ emoji, name }) => name !== "" && !/\p{Emoji_Modifier}/u.test(emoji)));
    });
  }
});
