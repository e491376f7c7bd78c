/** What moved on a page by itself (https://web.dev/articles/cls). */
import { ok } from "node:assert/strict";
import type { Page } from "playwright-core";

/** Layout shift of a visit: gate 14 of the experience. */
export const maxShift = 0.05;

/** One thing that moved, and by how much of a screen. */
interface Shift {
  readonly value: number;
  /** Elements and where they went, for whoever looks for the cause. */
  readonly what: string;
}

/**
 * Notes what moved though no finger or key was used within half a second before: a wheel is neither.
 * Runs in the page, before its own scripts.
 */
export const watchShifts = `
  globalThis.shifts = [];
  const placeOf = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
  const nameOf = (node) => node?.nodeName + "." + (node?.getAttribute?.("class") ?? "");
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value, sources, startTime } of list.getEntries()) {
      if (hadRecentInput) continue;
      const moves = sources.map(
        (one) => nameOf(one.node) + " " + placeOf(one.previousRect) + " to " + placeOf(one.currentRect),
      );
      shifts.push({ value, what: Math.round(startTime) + " ms: " + moves.join(", ") });
    }
  }).observe({ type: "layout-shift", buffered: true });`;

const shiftsOf = (page: Page): Promise<readonly Shift[]> =>
  page.evaluate(() => Reflect.get(globalThis, "shifts"));

/** How many shifts there were so far. */
export const countShifts = async (page: Page): Promise<number> => (await shiftsOf(page)).length;

/**
 * @param most share of the screen that may have moved in this page
 * @param from after so many shifts
 */
export async function movedLittle(page: Page, most = maxShift, from = 0): Promise<void> {
  const shifts = (await shiftsOf(page)).slice(from);
  const sum = shifts.reduce((all, { value }) => all + value, 0);
  const list = shifts.map(({ value, what }) => `${value.toFixed(4)} at ${what}`).join("\n");
  ok(sum <= most, `layout shift ${sum} of at most ${most}:\n${list}`);
}
