/**
 * A language nobody speaks, to look at screens with: English in accents, 40 % longer, in brackets.
 * What is plain, cut off or joined of pieces on such a screen is a fault that a translation would have.
 */
import type { Catalogue } from "./words.ts";

/** Its tag; offered outside production only. */
export const pseudoTag = "xa";
export const pseudoName = "[Þšéûdö]";

const plain = "AaCcEeIiNnOoSsUuYyZz";
const accented = "ÅåÇçÉéÎîÑñÖöŠšÛûÝýŽž";

/** A sentence in it: "[Šéñd öné]" for "Send". */
export function pseudoSentence(english: string): string {
  const letters = [...english].map((letter) => accented[plain.indexOf(letter)] ?? letter).join("");
  const more = Math.ceil(english.length * 0.4) - 2;
  return `[${letters}${" öné twö thréé föûr fîvé".repeat(8).slice(0, Math.max(1, more))}]`;
}

/** Read by machines, or the same in every language. */
const untouched = new Set(["language", "appName"]);

/** A catalogue in it. Signs that machines read stay. */
export function pseudo(english: Catalogue): Catalogue {
  const said = (value: unknown): unknown => {
    if (typeof value === "string") return pseudoSentence(value);
    if (typeof value === "function") {
      return (...given: unknown[]): unknown => said(Reflect.apply(value, undefined, given));
    }
    if (Array.isArray(value)) return value.map(said);
    return typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, said(inner)]))
      : value;
  };
  return Object.fromEntries(
    Object.entries(english).map(([key, value]) => [key, untouched.has(key) ? value : said(value)]),
  );
}
