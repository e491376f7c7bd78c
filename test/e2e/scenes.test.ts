/**
 * Every scene of the gallery from left to right and from right to left: axe, targets, contrast, and
 * nothing that sticks out. Colours are looked at in both themes; what has nothing to do with colours
 * is looked at with letters as they are and twice as large, and in both directions.
 */
import { deepEqual, ok } from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { axeSource, violations } from "./axe.ts";
import { faintText } from "./faint-text.ts";
import { phoneScreen } from "./festival.ts";
import { type Gallery, look, openGallery, showScene } from "./gallery-page.ts";
import { smallTargets } from "./small-targets.ts";
import { sticksOut } from "./sticks-out.ts";

let gallery: Gallery;
before(async () => {
  gallery = await openGallery();
});
after(() => gallery.end());

const promises = {
  shown: "can be shown",
  axe: "breaks no rule of axe",
  contrast: "has text of 7:1, in both themes",
  movement: "does not move where less movement is asked for",
  targets: "has targets for thumbs",
  fit: "fits its screen: 320 px, letters twice as large, more space in text, a desk",
} as const;

/** Pages that are looked at at the same time. */
const lanes = 2;

/** What was found, by what was looked for: "scene, look: fault". */
type Findings = ReadonlyMap<string, readonly string[]>;
type Tell = (about: string, look: string, faults: readonly string[]) => void;

/** Shows every scene once and looks at it in every way: showing it is what takes long. */
async function everyScene(
  lang: string,
  audit: (page: Page, tell: Tell) => Promise<void>,
): Promise<Findings> {
  const found = new Map<string, string[]>([["shown", []]]);
  const waiting = [...gallery.names];
  const lane = async (): Promise<void> => {
    const { page } = await gallery.festival.phone({ reducedMotion: "reduce", before: axeSource });
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const scene = name;
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
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return found;
}

/** Asked for less movement: what moves for longer than a blink is a fault. */
const movement = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter((one) => {
        const duration = one.effect?.getComputedTiming().duration;
        return one.playState === "running" && Number(duration) > 10;
      })
      .map((one) => (one instanceof CSSAnimation ? one.animationName : "transition")),
  );

/** More space in text than the page gives (WCAG 1.4.12). */
const spaceOut = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }",
    );
    document.adoptedStyleSheets = [sheet];
  });

const narrow = { width: 320, height: 640 };
const desk = { width: 1280, height: 800 };

const leftToRight = (): Promise<Findings> =>
  everyScene("en", async (page, tell) => {
    await look(page, "night", "100%");
    tell("axe", "night", await violations(page));
    tell("contrast", "night", await faintText(page));
    await look(page, "noon", "100%");
    tell("axe", "noon", await violations(page, "colours"));
    tell("contrast", "noon", await faintText(page));
    tell("movement", "noon", await movement(page));
    await page.setViewportSize(narrow);
    tell("fit", "320 px", await sticksOut(page));
    await look(page, "night", "200%");
    tell("fit", "320 px, 200 %", await sticksOut(page));
    await look(page, "night", "100%");
    await spaceOut(page);
    tell("fit", "320 px, spaced", await sticksOut(page));
    await page.evaluate(() => {
      document.adoptedStyleSheets = [];
    });
    // Last, because it scrolls.
    await page.setViewportSize(phoneScreen);
    tell("targets", "night", await smallTargets(page));
  });

const rightToLeft = (): Promise<Findings> =>
  everyScene("ar", async (page, tell) => {
    await look(page, "noon", "200%");
    tell("axe", "noon 200 %", await violations(page, "shape"));
    await look(page, "noon", "100%");
    await page.setViewportSize(desk);
    tell("fit", "desk", await sticksOut(page));
  });

for (const [direction, visit, subjects] of [
  ["left to right", leftToRight, ["shown", "axe", "contrast", "movement", "targets", "fit"]],
  ["right to left", rightToLeft, ["shown", "axe", "fit"]],
] as const) {
  describe(`every screen, ${direction}`, () => {
    let found: Findings;
    before(async () => {
      found = await visit();
      ok(gallery.names.length > 50);
    });
    after(() => gallery.festival.goHome());
    for (const subject of subjects) {
      test(promises[subject], () => deepEqual(found.get(subject), []));
    }
  });
}
