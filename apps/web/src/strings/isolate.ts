/**
 * Keeps names and texts of people inside the sentences that are made of them: a name from right to
 * left in an English sentence would otherwise take its neighbours along (Unicode UAX 9, isolates).
 */
import { catalogues, tongue } from "./words.ts";

const firstStrongIsolate = "\u2068";
const popDirectionalIsolate = "\u2069";

/** Letters of scripts written from right to left, and signs that turn text round. */
const rightToLeft = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/u;
const letters = /\p{L}/u;

/** `text` such that it cannot reorder what stands around it; as it is where nothing could happen. */
export function isolated(text: string, mirrored: boolean): string {
  const risky = mirrored ? letters.test(text) : rightToLeft.test(text);
  return risky ? `${firstStrongIsolate}${text}${popDirectionalIsolate}` : text;
}

const done = new WeakSet<object>();

/** Makes the sentences of a catalogue isolate what they are given, in place. */
export function isolateIn(catalogue: object): void {
  for (const [key, value] of Object.entries(catalogue)) {
    if (typeof value === "function" && !done.has(value)) {
      const safe = (...given: unknown[]): unknown => {
        const mirrored = document.documentElement.dir === "rtl";
        return Reflect.apply(
          value,
          undefined,
          given.map((one) => (typeof one === "string" ? isolated(one, mirrored) : one)),
        );
      };
      done.add(safe);
      Reflect.set(catalogue, key, safe);
    } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      isolateIn(value);
    }
  }
}

/** Does so in every part that is here and in those that come. */
export function isolateEverywhere(): void {
  const heard = tongue.heard;
  const isolatePart = (part: string): void => {
    const catalogue = catalogues[part];
    if (catalogue !== undefined) isolateIn(catalogue);
  };
  // Whoever translates isolates too: what comes later is theirs then.
  tongue.heard = heard ?? isolatePart;
  for (const part of Object.keys(catalogues)) isolatePart(part);
}
