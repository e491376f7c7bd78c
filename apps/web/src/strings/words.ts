/**
 * Where catalogues are kept. They are written in English and changed in place when another language
 * was chosen, so whoever says something reads its words at that moment: `t.room.back`, never a copy
 * made while a module is loaded.
 */

/** A catalogue of any part: sentences, or what makes one of a count or a name. */
export interface Catalogue {
  readonly [key: string]: unknown;
}

/** The sentences of a part whatever the language: same keys, other words. */
export type Words<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : T extends readonly string[]
      ? readonly string[]
      : { readonly [Key in keyof T]: Words<T[Key]> };

/** Catalogues of parts that were loaded, by name of the part. */
export const catalogues: Record<string, Catalogue> = {};

/** Who changes catalogues into another language; nobody as long as it is English. */
export const tongue: {
  /** Hears of every part that comes. */
  heard?: (part: string) => void;
  /** Settles when everything behind the first screen has its words; never rejects. */
  behind?: Promise<unknown>;
  /** Draws the whole screen afresh. */
  draw?: () => void;
} = {};

/** Makes a catalogue known under the name of its part, and gives it back. */
export function words<T extends Catalogue>(part: string, english: T): Words<T>;
export function words(part: string, english: Catalogue): unknown {
  catalogues[part] = english;
  tongue.heard?.(part);
  return english;
}
