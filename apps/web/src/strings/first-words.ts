/** The words of the first screen in other languages. The build writes this file anew: see build/language-files.ts. */
import type { Spoken } from "./spoken.ts";

/** Every language of the app, English first. */
export const languageTags = "en de fr es nl pt it pl da sv cs ar";

/** Fetches the first words of a language other than English. */
export const firstWords = (tag: string): Promise<{ readonly first: Spoken<"first"> }> =>
  import(`./${tag}/first.ts`);
