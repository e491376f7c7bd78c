/** Our own measure of targets (experience.md 4.12): 48 px, and 24 for links inside a sentence. */
import type { Page } from "playwright-core";

/**
 * Everything that can be pressed and is smaller than a thumb, asked of the browser: 23 px around its
 * middle, whatever is under the finger must be it. What an open dialog covers is not asked.
 */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const inSentence = ".message-text a, p a";
    const dialogs = [...document.querySelectorAll("dialog[open]")];
    const top = dialogs.at(-1) ?? document;
    const found: string[] = [];
    const pressed =
      'a[href], button, input, select, textarea, summary, [role="option"], [role="button"]';
    const floating = ".toasts, .mentions, .chips";
    for (const element of top.querySelectorAll<HTMLElement>(pressed)) {
      const hidden =
        element.matches(".visually-hidden") ||
        !element.checkVisibility({ visibilityProperty: true });
      if (hidden || element.closest("[aria-hidden=true], [inert]") !== null) continue;
      element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const box = element.getClientRects()[0];
      if (box === undefined || box.width === 0) continue;
      const reach = element.matches(inSentence) && !element.matches(".button") ? 11 : 23;
      const x = box.x + box.width / 2;
      const y = box.y + box.height / 2;
      const points: readonly (readonly [number, number])[] =
        reach === 11
          ? [
              [x, y - reach],
              [x, y + reach],
            ]
          : [
              [x - reach, y],
              [x + reach, y],
              [x, y - reach],
              [x, y + reach],
            ];
      const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
      for (const [px, py] of points) {
        const hit = document.elementFromPoint(px, py);
        // What floats over a list is not over it for long.
        if (element.closest(floating) === null && hit?.closest(floating)) continue;
        const mine = hit !== null && (element.contains(hit) || label?.contains(hit) === true);
        if (mine) continue;
        const name = element.getAttribute("aria-label") ?? element.textContent?.slice(0, 40) ?? "";
        const size = `${Math.round(box.width)}x${Math.round(box.height)}`;
        found.push(
          `${element.tagName.toLowerCase()}.${element.className} "${name}" ${size}: at ${Math.round(px - x)},${Math.round(py - y)} is ${hit?.tagName.toLowerCase()}.${hit?.className}`,
        );
        break;
      }
    }
    return [...new Set(found)];
  });
