/**
 * Every scene of the gallery, in both themes, with letters as they are and twice as large, from left
 * to right and from right to left: axe, targets, contrast, and nothing that sticks out.
 */
import { deepEqual, ok } from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { axeSource, violations } from "./axe.ts";
import { faintText } from "./faint-text.ts";
import { type Gallery, look, openGallery, showScene, type Theme } from "./gallery-page.ts";
import { smallTargets } from "./small-targets.ts";
import { sticksOut } from "./sticks-out.ts";

let gallery: Gallery;
before(async () => {
  gallery = await openGallery();
});
afterEach(() => gallery.festival.goHome());
after(() => gallery.end());

const themes: readonly Theme[] = ["night", "noon"];

/** Looks for axe: each pair of theme, letters and direction that can break apart comes once. */
const looks = {
  en: [
    ["night", "100%"],
    ["noon", "200%"],
  ],
  ar: [
    ["noon", "100%"],
    ["night", "200%"],
  ],
} as const;

/** Pages that are looked at at the same time. */
const lanes = 2;

/** Looks at every scene. @returns what was found, with the scene in front of it */
async function everyScene(
  viewport: { readonly width: number; readonly height: number },
  lang: string,
  audit: (page: Page, tell: (found: readonly string[], where: string) => void) => Promise<void>,
): Promise<string[]> {
  const found: string[] = [];
  const waiting = [...gallery.names];
  const lane = async (): Promise<void> => {
    const { page } = await gallery.festival.phone({
      viewport,
      reducedMotion: "reduce",
      before: axeSource,
    });
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const scene = name;
      try {
        await showScene(page, scene, lang);
        await audit(page, (lines, where) => {
          for (const line of lines) found.push(`${scene}, ${where}: ${line}`);
        });
      } catch (error) {
        found.push(`${scene}: ${String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return found.sort();
}

const phone = { width: 390, height: 844 };

describe("every screen", () => {
  for (const [direction, lang] of [
    ["left to right", "en"],
    ["right to left", "ar"],
  ] as const) {
    test(`breaks no rule of axe, ${direction}`, async () => {
      const found = await everyScene(phone, lang, async (page, tell) => {
        for (const [theme, size] of looks[lang]) {
          await look(page, theme, size);
          tell(await violations(page, lang === "en"), `${theme} ${size}`);
        }
      });
      deepEqual(found, []);
      ok(gallery.names.length > 50);
    });
  }

  test("has targets for thumbs and text of 7:1, in both themes", async () => {
    const found = await everyScene(phone, "en", async (page, tell) => {
      for (const theme of themes) {
        await look(page, theme, "100%");
        tell(await faintText(page), theme);
      }
      // Asked for less movement: what moves for longer than a blink is a fault.
      const moving = await page.evaluate(() =>
        document
          .getAnimations()
          .filter((one) => {
            const duration = one.effect?.getComputedTiming().duration;
            return one.playState === "running" && Number(duration) > 10;
          })
          .map((one) => (one instanceof CSSAnimation ? one.animationName : "transition")),
      );
      tell(moving, "moves");
      tell(await smallTargets(page), "targets");
    });
    deepEqual(found, []);
  });

  test("fits a screen of 320 px, with letters twice as large and with more space in text", async () => {
    const found = await everyScene({ width: 320, height: 640 }, "en", async (page, tell) => {
      tell(await sticksOut(page), "320 px");
      await look(page, "night", "200%");
      tell(await sticksOut(page), "320 px, 200 %");
      await look(page, "night", "100%");
      // WCAG 1.4.12.
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(
          "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }",
        );
        document.adoptedStyleSheets = [sheet];
      });
      tell(await sticksOut(page), "320 px, spaced");
    });
    deepEqual(found, []);
  });

  test("fits a desk from right to left", async () => {
    const found = await everyScene({ width: 1280, height: 800 }, "ar", async (page, tell) => {
      tell(await sticksOut(page), "desk");
      await look(page, "noon", "100%");
      tell(await violations(page, false), "desk, noon");
    });
    deepEqual(found, []);
  });
});
