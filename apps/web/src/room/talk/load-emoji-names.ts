/** Fetches what emoji are called in the language that is spoken, once somebody looks for one. */
import { type EmojiEntry, readEmojiNames } from "./emoji-search.ts";

const files: Readonly<Record<string, () => Promise<{ readonly names: string }>>> = {
  en: () => import("virtual:emoji-names/en"),
  de: () => import("virtual:emoji-names/de"),
  fr: () => import("virtual:emoji-names/fr"),
  es: () => import("virtual:emoji-names/es"),
  nl: () => import("virtual:emoji-names/nl"),
  pt: () => import("virtual:emoji-names/pt"),
  it: () => import("virtual:emoji-names/it"),
  pl: () => import("virtual:emoji-names/pl"),
  da: () => import("virtual:emoji-names/da"),
  sv: () => import("virtual:emoji-names/sv"),
  cs: () => import("virtual:emoji-names/cs"),
  ar: () => import("virtual:emoji-names/ar"),
};

const loaded = new Map<string, readonly EmojiEntry[]>();

/** Rejects without signal, until it came once. */
export async function loadEmojiNames(): Promise<readonly EmojiEntry[]> {
  const { lang } = document.documentElement;
  const there = loaded.get(lang);
  if (there !== undefined) return there;
  const load = files[lang] ?? files["en"];
  const entries = readEmojiNames((await load?.())?.names ?? "");
  loaded.set(lang, entries);
  return entries;
}
