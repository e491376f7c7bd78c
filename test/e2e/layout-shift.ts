/** What moved on a page by itself (https://web.dev/articles/cls). */
import type { Page } from "playwright-core";

/** Layout shift of a visit: gate 14 of the experience. */
export const maxShift = 0.05;

/**
 * Adds up what moved though no finger or key was used within half a second before: a wheel is neither.
 * Runs in the page, before its own scripts.
 */
export const watchShifts = `
  globalThis.shifts = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) shifts += one.value;
  }).observe({ type: "layout-shift", buffered: true });`;

/** What moved in this page so far. */
export const shiftOf = (page: Page): Promise<number> =>
  page.evaluate(() => Number(Reflect.get(globalThis, "shifts")));
