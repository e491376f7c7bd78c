/**
 * Every scene of the gallery from left to right: axe, targets, contrast, and nothing that sticks out.
 * Colours are looked at in both themes; what has nothing to do with colours in one of them.
 */
import type { Page } from "playwright-core";
import { violations } from "./axe.ts";
import { everyScreen } from "./every-screen.ts";
import { faintText } from "./faint-text.ts";
import { phoneScreen } from "./festival.ts";
import { look } from "./gallery-page.ts";
import { smallTargets } from "./small-targets.ts";
import { sticksOut } from "./sticks-out.ts";

const narrow = { width: 320, height: 640 };

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

/** Why nothing goes and what to do about it, where dots hide the end of it. */
const cutReason = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.connection[data-lamp="refused"] .words')]
      .filter((words) => words.scrollWidth > words.clientWidth + 1)
      .map((words) => words.textContent ?? ""),
  );

everyScreen(
  "left to right",
  "en",
  ["shown", "axe", "contrast", "movement", "targets", "words", "fit"],
  async (page, tell) => {
    // With letters of a size that somebody chose, the line may wrap.
    tell("words", "untouched", await cutReason(page));
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
  },
);
