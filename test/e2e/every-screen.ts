/** Shows every scene of the gallery in one language, and says of each promise where it is broken. */
import { deepEqual, ok } from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { axeSource } from "./axe.ts";
import { phoneScreen } from "./festival.ts";
import { type Gallery, openGallery, showScene } from "./gallery-page.ts";

const promises = {
  shown: "can be shown",
  axe: "breaks no rule of axe",
  contrast: "has text of 7:1, in both themes",
  movement: "does not move where less movement is asked for",
  targets: "has targets for thumbs",
  words: "says in whole words why a relay refuses it",
  fit: "fits its screen: 320 px, letters twice as large, more space in text, a desk",
} as const;

/** What was found, by what was looked for: "scene, look: fault". */
type Findings = ReadonlyMap<string, readonly string[]>;
type Tell = (about: string, look: string, faults: readonly string[]) => void;

/** Shows every scene once and looks at it in every way: showing it is what takes long. */
async function everyScene(
  gallery: Gallery,
  lang: string,
  audit: (page: Page, tell: Tell) => Promise<void>,
): Promise<Findings> {
  const found = new Map<string, string[]>([["shown", []]]);
  const { page } = await gallery.festival.phone({ reducedMotion: "reduce", before: axeSource });
  for (const scene of gallery.names) {
    try {
      await page.setViewportSize(phoneScreen);
      await showScene(page, scene, lang);
      await audit(page, (about, where, faults) => {
        const lines = faults.map((fault) => `${scene}, ${where}: ${fault}`);
        found.set(about, [...(found.get(about) ?? []), ...lines]);
      });
    } catch (error) {
      found.get("shown")?.push(`${scene}: ${String(error)}`);
    }
  }
  return found;
}

/**
 * Defines the tests that every scene keeps these promises.
 * @param audit looks at one scene in every way, and tells what it found
 */
export function everyScreen(
  direction: string,
  lang: string,
  subjects: readonly (keyof typeof promises)[],
  audit: (page: Page, tell: Tell) => Promise<void>,
): void {
  describe(`every screen, ${direction}`, () => {
    let gallery: Gallery;
    let found: Findings;
    before(async () => {
      gallery = await openGallery();
      found = await everyScene(gallery, lang, audit);
      ok(gallery.names.length > 50);
    });
    after(async () => {
      await gallery.festival.goHome();
      await gallery.end();
    });
    for (const subject of subjects) {
      test(promises[subject], () => deepEqual(found.get(subject), []));
    }
  });
}
