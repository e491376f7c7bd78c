/** Whether a page fits its screen. */
import type { Page } from "playwright-core";

/** Elements that stick out at the side, and scrollers that scroll sideways: only the row of rooms may. */
export const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    /** Cut on purpose: with dots at its end, or an ornament. */
    const isCut = (element: Element | null): boolean =>
      element !== null &&
      (element.matches("[aria-hidden=true]") ||
        getComputedStyle(element).textOverflow === "ellipsis" ||
        isCut(element.parentElement));
    const found: string[] = [];
    if (document.documentElement.scrollWidth > width) found.push("the page scrolls sideways");
    for (const element of document.body.querySelectorAll("*")) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      if (box.width === 0 || style.visibility === "hidden") continue;
      if (element.closest("svg, .visually-hidden, .near-rooms") !== null) continue;
      if (isCut(element.parentElement) || element.matches("[aria-hidden=true]")) continue;
      const name = `${element.tagName.toLowerCase()}.${element.className}`;
      if (box.right > width + 1 || box.left < -1) found.push(`${name} sticks out`);
      const scrolls = style.overflowX === "auto" || style.overflowX === "scroll";
      if (scrolls && element.scrollWidth > element.clientWidth + 1) {
        found.push(`${name} scrolls sideways`);
      }
    }
    return found;
  });
