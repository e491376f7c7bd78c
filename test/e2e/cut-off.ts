/** Whether what is said has room. */
import type { Page } from "playwright-core";

/** Words that are cut where nobody meant to: a box smaller than what it says. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    // What people wrote is their affair, and an emoji is higher than its line.
    const boxes = document.body.querySelectorAll<HTMLElement>(
      "button, a, label, legend, h1, h2, p, dt, dd, summary, .toast, .chip, .choice",
    );
    for (const box of boxes) {
      const style = getComputedStyle(box);
      const { width, height } = box.getBoundingClientRect();
      if (width === 0 || style.visibility === "hidden") continue;
      if (box.closest(".visually-hidden, .message-text, [aria-hidden=true], svg") !== null)
        continue;
      // With dots at its end, or so many lines and no more: somebody meant it.
      if (style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none") continue;
      const hides = style.overflowX !== "visible" || style.overflowY !== "visible";
      const range = document.createRange();
      range.selectNodeContents(box);
      const words = range.getBoundingClientRect();
      if (words.width === 0) continue;
      const tooWide = words.width > width + 1;
      const tooHigh = hides && words.height > height + 1;
      if (tooWide || tooHigh)
        found.push(
          `${box.tagName.toLowerCase()}.${box.className}: ${box.innerText}, ${words.width} by ${words.height} in ${width} by ${height}`,
        );
    }
    return found;
  });
