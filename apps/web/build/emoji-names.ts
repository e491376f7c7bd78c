/**
 * What emoji are called, by language: the annotations of the Unicode CLDR, reduced to one text that is
 * fetched when somebody looks for an emoji. Countries are named by the same CLDR, as Node carries it.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

/** Sent to every phone that needs one: `virtual:emoji-names/de`. */
const prefix = "virtual:emoji-names/";

interface Annotation {
  readonly default?: readonly string[];
  readonly tts?: readonly string[];
}

type Annotations = Readonly<Record<string, Annotation>>;

const require = createRequire(import.meta.url);

const emojiOnly = /^\p{RGI_Emoji}$/v;
const skinTone = /\p{Emoji_Modifier}/u;

/** As it is written on a keyboard; undefined for what is no emoji, or one with a skin tone. */
function keyboardForm(sign: string): string | undefined {
  if (skinTone.test(sign)) return undefined;
  return [sign, `${sign}\ufe0f`].find((form) => emojiOnly.test(form));
}

/** A line of the text: the emoji, its name, and other words for it. */
const lineOf = (emoji: string, name: string, words: readonly string[]): string =>
  `${emoji} ${[name, ...words].join("|")}`;

const letters = Array.from({ length: 26 }, (_, index) => index);

function countries(tag: string): readonly string[] {
  const names = new Intl.DisplayNames(tag, { type: "region", fallback: "none" });
  return letters.flatMap((first) =>
    letters.flatMap((second) => {
      const code = String.fromCodePoint(65 + first, 65 + second);
      const flag = String.fromCodePoint(0x1f1e6 + first, 0x1f1e6 + second);
      const name = emojiOnly.test(flag) ? names.of(code) : undefined;
      return name === undefined ? [] : [lineOf(flag, name, [code])];
    }),
  );
}

function annotationsOf(tag: string): Annotations {
  const path = require.resolve(`cldr-annotations-full/annotations/${tag}/annotations.json`);
  const file: { readonly annotations: { readonly annotations: Annotations } } = JSON.parse(
    readFileSync(path, "utf8"),
  );
  return file.annotations.annotations;
}

/**
 * Every emoji without skin tone, in the order of the CLDR, countries last; lines as
 * `⛺ tent|camping`.
 */
export function emojiNames(tag: string): string {
  const annotations = annotationsOf(tag);
  // Portuguese of Brazil is what the CLDR calls "pt": people who write ours are understood in both.
  const ours = tag === "pt" ? annotationsOf("pt-PT") : {};
  const lines = Object.entries(annotations).flatMap(([sign, general]) => {
    const emoji = keyboardForm(sign);
    const { tts, default: also = [] } = ours[sign] ?? {};
    const name = tts?.[0] ?? general.tts?.[0];
    if (emoji === undefined || name === undefined) return [];
    const named = name.toLowerCase();
    const all = new Set([...also, ...(general.default ?? [])]);
    const more = [...all].filter(
      (words) => !words.split(" ").every((word) => named.includes(word.toLowerCase())),
    );
    return [lineOf(emoji, name, more)];
  });
  return [...lines, ...countries(tag)].join("\n");
}

export function emojiNamesFiles(): Plugin {
  return {
    name: "emoji-names",
    resolveId: {
      filter: { id: /^virtual:emoji-names\// },
      handler: (id) => `\0${id}`,
    },
    load: {
      filter: { id: /^\0virtual:emoji-names\// },
      handler: (id) =>
        `export const names = ${JSON.stringify(emojiNames(id.slice(prefix.length + 1)))};`,
    },
  };
}
