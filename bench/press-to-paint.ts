/** From a press on Send to the frame that shows what was said, by the clock of the input (Event Timing). */
import type { Page } from "playwright-core";
import * as chat from "../test/e2e/chat.ts";

/** What the page calls out when a bubble is in a frame. Asking it again and again would slow it down. */
const paintedWord = "a press is painted";

/** A finger stays on a key for about this long; a press without it has its own down still to do. */
const fingerMillis = 80;

/**
 * To be run before the page. Event Timing tells how long the frame behind a press took, in steps of
 * 8 ms and from 16 ms on; a bubble that is not in that frame counts until the frame it is in.
 */
export const watchPresses = `
  globalThis.presses = new Map();
  const raise = (at, millis) => presses.set(at, Math.max(presses.get(at), millis));
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries()) {
      if (name === "click" && presses.has(startTime)) raise(startTime, duration);
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
  addEventListener("click", ({ target, timeStamp }) => {
    if (target.closest?.(".send") === null) return;
    const words = document.querySelector(".composer textarea").value;
    presses.set(timeStamp, 16);
    let frames = 0;
    const look = () => {
      const newest = document.querySelector(".messages ol").lastElementChild?.textContent ?? "";
      if (newest.includes(words)) {
        if (frames > 0) raise(timeStamp, performance.now() - timeStamp);
        // Event Timing hears of the frame when it was shown.
        setTimeout(() => console.debug("${paintedWord}"), 100);
        return;
      }
      frames += 1;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, true);`;

/** @returns ms from each press to its bubble on the screen */
export const pressesOf = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() => [...Reflect.get(globalThis, "presses").values()]);

/** The middle of an element on the screen. @param element an expression that is run in the page */
export const middleOf = (page: Page, element: string): Promise<{ x: number; y: number }> =>
  page.evaluate(`(() => {
    const { x, y, width, height } = (${element}).getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  })()`);

/**
 * Writes, presses Send, and waits until that is in the list. The finger is the browser's bare input:
 * a click of the test library looks for its target in the page while the press is on its way.
 */
export async function sayByFinger(page: Page, words: string): Promise<void> {
  await chat.composer(page).fill(words);
  // Whoever typed moves the finger first, and the phone has that time.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => resolve(true))));
  const send = await middleOf(page, 'document.querySelector(".send")');
  const painted = page.waitForEvent("console", (said) => said.text() === paintedWord);
  await page.mouse.move(send.x, send.y);
  await page.mouse.down();
  await page.waitForTimeout(fingerMillis);
  await page.mouse.up();
  await painted;
}
