/** The words of the first screen in other languages. The build writes this file anew: see build/language-files.ts. */
import type { Spoken } from "./spoken.ts";

/** Every language of the app, English first. */
export const languageTags = "en de fr es nl pt it pl da sv cs ar";

interface FirstWords {
  readonly first: Spoken<"first">;
}

const files: Readonly<Record<string, () => Promise<FirstWords>>> = {
  de: () => import("./de/first.ts"),
  fr: () => import("./fr/first.ts"),
  es: () => import("./es/first.ts"),
  nl: () => import("./nl/first.ts"),
  pt: () => import("./pt/first.ts"),
  it: () => import("./it/first.ts"),
  pl: () => import("./pl/first.ts"),
  da: () => import("./da/first.ts"),
  sv: () => import("./sv/first.ts"),
  cs: () => import("./cs/first.ts"),
  ar: () => import("./ar/first.ts"),
};

/** Fetches the first words of a language other than English. */
export async function firstWords(tag: string): Promise<FirstWords> {
  const load = files[tag];
  if (load === undefined) throw new Error(`no words in ${tag}`);
  return load();
}
