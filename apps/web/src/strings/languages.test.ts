/** Every language says everything, in its own plurals, with everything it was given. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { describe, test } from "node:test";
import {
  englishParts,
  entriesOf,
  sentencesOf,
  type EnglishPart,
  type Entry,
} from "../../test-support/catalogues.ts";
import { behindWords } from "./behind-words.ts";
import { firstWords, languageTags } from "./first-words.ts";
import { languageNames } from "./language-names.ts";
import { pseudo } from "./pseudo.ts";
import { createSay } from "./say.ts";

const english = await englishParts();
const tags = languageTags.split(" ").filter((tag) => tag !== "en");

/** What a language says, part by part. */
async function spokenParts(tag: string): Promise<ReadonlyMap<string, readonly Entry[]>> {
  const { first } = await firstWords(tag);
  const behind = (await behindWords[tag]?.())?.behind;
  const say = createSay(tag);
  return new Map(
    Object.entries({ first, ...behind }).map(([part, words]) => [part, entriesOf(words(say))]),
  );
}

const valueByPath = (entries: readonly Entry[]): ReadonlyMap<string, unknown> =>
  new Map(entries.map(({ path, value }) => [path, value]));

/** The same in every language: a name. */
const same = /^appName$/u;

const needed = (part: EnglishPart): readonly Entry[] =>
  part.entries.filter(({ path }) => !same.test(path));

/** German is a third longer than English; small words may double. */
const roomFor = (words: string): number => words.length * 1.6 + 14;

for (const tag of tags) {
  describe(languageNames[tag] ?? tag, async () => {
    const spoken = await spokenParts(tag);

    test("nothing is left in English, and nothing is said that nobody asks for", () => {
      for (const part of english) {
        const there = valueByPath(spoken.get(part.part) ?? []);
        const asked = new Set(part.entries.map(({ path }) => path));
        deepEqual(
          needed(part)
            .map(({ path }) => path)
            .filter((path) => !there.has(path)),
          [],
          `missing in ${tag}/${part.part}.ts`,
        );
        deepEqual(
          [...there.keys()].filter((path) => !asked.has(path)),
          [],
          `unknown in ${tag}/${part.part}.ts`,
        );
      }
    });

    test("every count and every name is in the sentence made of it", () => {
      const number = new Intl.NumberFormat(`${tag}-u-nu-latn`);
      const wrong: string[] = [];
      for (const part of english) {
        const originals = valueByPath(part.entries);
        for (const { path, value } of spoken.get(part.part) ?? []) {
          const original = originals.get(path);
          equal(typeof value, typeof original, `${part.part}.${path}`);
          if (original === undefined) continue;
          const ours = sentencesOf({ path, value }, part.given);
          const theirs = sentencesOf({ path, value: original }, part.given);
          equal(ours.length, theirs.length, `${part.part}.${path} has as many`);
          for (const [index, { text, given }] of ours.entries()) {
            const template = theirs[index]?.text ?? "";
            const lost = given.filter((one) => {
              const shown = typeof one === "number" ? number.format(one) : String(one);
              // Small counts may be words; what English leaves out may be left out.
              if (typeof one === "number" && one <= 2) return false;
              return (
                template.includes(String(one)) &&
                !text.includes(shown) &&
                !text.includes(String(one))
              );
            });
            const broken = text.trim() === "" || /undefined|NaN|\[object/u.test(text);
            if (lost.length > 0 || broken) wrong.push(`${part.part}.${path}: ${text}`);
          }
        }
      }
      deepEqual(wrong, []);
    });

    test("it fits where English fits", () => {
      const long: string[] = [];
      for (const part of english) {
        const originals = valueByPath(part.entries);
        for (const { path, value } of spoken.get(part.part) ?? []) {
          const original = originals.get(path);
          if (typeof value !== "string" || typeof original !== "string") continue;
          if (value.length > roomFor(original)) long.push(`${part.part}.${path}: ${value}`);
        }
      }
      deepEqual(long, []);
    });
  });
}

describe("languages", () => {
  test("each has a name of its own, and words behind the first screen", () => {
    deepEqual(Object.keys(languageNames), languageTags.split(" "));
    deepEqual(Object.keys(behindWords).sort(), tags.toSorted());
  });

  test("plurals follow the rules of the language", () => {
    const messages = {
      one: "wiadomość",
      few: "wiadomości",
      many: "wiadomości",
      other: "wiadomości",
    };
    const { count } = createSay("pl");
    equal(count(1, messages), "1 wiadomość");
    const days = { one: "den", few: "dny", other: "dní" };
    deepEqual(
      [1, 3, 5].map((n) => createSay("cs").count(n, days)),
      ["1 den", "3 dny", "5 dní"],
    );
    equal(createSay("ar").count(1_234, { other: "رسالة" }), "1,234 رسالة");
    equal(createSay("de").list(["Anna", "Ben", "Zoë"]), "Anna, Ben und Zoë");
  });

  test("the made-up language is longer, and keeps what it is given", () => {
    const { room } = pseudo({
      room: { back: "Back", of: (name: string) => `Room of ${name}` },
    }) as {
      room: { back: string; of: (name: string) => string };
    };
    ok(room.back.length >= "Back".length * 1.4, room.back);
    ok(room.of("77").includes("77"));
  });
});
