/** Speaks another language than English: changes catalogues in place, those that come later as they come. */
import { memoryKeys, remember } from "../boot/device-memory.ts";
import { offerMoreLetters } from "../boot/more-letters.ts";
import { behindWords } from "./behind-words.ts";
import { firstWords } from "./first-words.ts";
import { isolateIn } from "./isolate.ts";
import { pseudo, pseudoTag } from "./pseudo.ts";
import rtlStyles from "../style/rtl.css?url";
import { lateStyles } from "../ui/late-styles.ts";
import { createSay } from "./say.ts";
import type { Spoken } from "./spoken.ts";
import { tellWorker } from "./tell-worker.ts";
import { catalogues, tongue, type Catalogue } from "./words.ts";

/** Parts behind the first screen wait this long for their words before they come in English, ms. */
const waitMillis = 4_000;

/** What a language says in a part, given the English of it; undefined where it says nothing yet. */
type Translation = (part: string, english: Catalogue) => Catalogue | undefined;

/** English as it was written, of every part that was changed. */
const originals = new Map<string, Catalogue>();
let current: Translation = () => undefined;

const isSection = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const copy = (from: Catalogue): Catalogue =>
  Object.fromEntries(
    Object.entries(from).map(([key, value]) => [key, isSection(value) ? copy(value) : value]),
  );

function fill(into: Record<string, unknown>, from: Catalogue): void {
  for (const [key, value] of Object.entries(from)) {
    const section = into[key];
    if (isSection(value) && isSection(section)) fill(section, value);
    // A sentence that became one of a count, or the other way round: English until it is translated.
    else if (typeof value === typeof section) into[key] = value;
  }
}

function translate(part: string): void {
  const catalogue = catalogues[part];
  if (!isSection(catalogue)) return;
  const original = originals.get(part) ?? copy(catalogue);
  originals.set(part, original);
  fill(catalogue, original);
  fill(catalogue, current(part, original) ?? {});
  isolateIn(catalogue);
}

function translateWith(translation: Translation): void {
  current = translation;
  tongue.heard = translate;
  for (const part of Object.keys(catalogues)) translate(part);
}

/** The languages of the app that are written from right to left. */
const rightToLeft: readonly string[] = ["ar"];

async function markPage(tag: string): Promise<void> {
  const root = document.documentElement;
  root.lang = tag === pseudoTag ? "en" : tag;
  root.dataset["spoken"] = tag;
  offerMoreLetters();
  const mirrored = rightToLeft.includes(tag);
  if (mirrored) await lateStyles(rtlStyles).catch(() => undefined);
  root.dir = mirrored ? "rtl" : "ltr";
}

/** Draws afresh, but not while somebody is writing: the keyboard would go. */
function redraw(): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement) {
    activeElement.addEventListener("blur", () => setTimeout(redraw), { once: true });
  } else {
    tongue.draw?.();
  }
}

const isDrawn = (): boolean => document.querySelector(".shell") !== null;

/**
 * Says the first screen in `tag`, and fetches the words of what lies behind it.
 * @returns `behind` settles when those are in use, or have taken too long to wait for
 */
export async function speak(
  tag: string,
  first: Spoken<"first">,
): Promise<readonly [behind: Promise<unknown>]> {
  const say = createSay(tag);
  const firstPart = first(say);
  translateWith((part) => (part === "first" ? firstPart : undefined));
  await markPage(tag);
  tellWorker(tag);
  // Later than the first screen was willing to wait.
  if (isDrawn()) redraw();
  let late = false;
  const load = async (): Promise<void> => {
    const parts = new Map(
      Object.entries((await behindWords[tag]?.())?.behind ?? {}).map(([part, words]) => [
        part,
        words(say),
      ]),
    );
    translateWith((part) => (part === "first" ? firstPart : parts.get(part)));
    if (late) redraw();
  };
  const wait = new Promise<void>((resolve) => {
    setTimeout(() => {
      late = true;
      resolve();
    }, waitMillis);
  });
  return [Promise.race([load().catch(() => undefined), wait])];
}

/**
 * Changes the language of the whole app and remembers it on this phone.
 * @returns false when its words could not be fetched: then everything stays as it is
 */
export async function chooseLanguage(tag: string): Promise<boolean> {
  if (tag === pseudoTag) {
    translateWith((_part, english) => pseudo(english));
  } else if (tag === "en") {
    translateWith(() => undefined);
  } else {
    const loadBehind = behindWords[tag];
    if (loadBehind === undefined) return false;
    try {
      const [{ first }, { behind }] = await Promise.all([firstWords(tag), loadBehind()]);
      const say = createSay(tag);
      const parts = new Map(
        Object.entries({ first, ...behind }).map(([part, words]) => [part, words(say)]),
      );
      translateWith((part) => parts.get(part));
    } catch {
      return false;
    }
  }
  remember(memoryKeys.language, tag);
  await markPage(tag);
  tellWorker(tag);
  tongue.draw?.();
  return true;
}
