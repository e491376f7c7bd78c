/** Contrast of rendered text (WCAG 2.x relative luminance), on tape, paper and whatever lies below. */
import type { Page } from "playwright-core";

/**
 * Text of less than 7:1. Grounds are what elements and their pseudo-elements paint: the tape of a
 * message and the fill of a button are pseudo-elements, which other tools do not see.
 */
export const faintText = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    type Colour = readonly [number, number, number, number];
    const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const known = new Map<string, Colour>();
    /** The browser reads colours of any notation for us. */
    const read = (text: string): Colour => {
      const before = known.get(text);
      if (before !== undefined || context === null) return before ?? [0, 0, 0, 0];
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = text;
      context.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data;
      const colour: Colour = [r, g, b, a / 255];
      known.set(text, colour);
      return colour;
    };
    const luminance = ([r, g, b]: Colour): number => {
      const linear = (value: number): number => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      };
      return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    };
    const ratio = (one: Colour, other: Colour): number => {
      const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };
    /** What a box paints behind its text, if it covers all of it. */
    const paint = (style: CSSStyleDeclaration): Colour | undefined => {
      // The last colour of a tape's gradient is the tape; the first is the line at its side.
      const stops = style.backgroundImage.match(/(?:rgba?|color|oklab)\([^()]*\)/gu);
      const last = stops?.at(-1);
      if (last !== undefined) return read(last);
      const colour = read(style.backgroundColor);
      return colour[3] > 0.99 ? colour : undefined;
    };
    const groundOf = (start: Element): Colour => {
      for (let element: Element | null = start; element !== null; element = element.parentElement) {
        for (const pseudo of ["::after", "::before"]) {
          const style = getComputedStyle(element, pseudo);
          const covers =
            style.content !== "none" && style.position === "absolute" && Number(style.zIndex) < 0;
          const colour = covers ? paint(style) : undefined;
          if (colour !== undefined) return colour;
        }
        const colour = paint(getComputedStyle(element));
        if (colour !== undefined) return colour;
      }
      return read(getComputedStyle(document.documentElement).backgroundColor);
    };
    const dialogs = [...document.querySelectorAll("dialog[open]")];
    const walker = document.createTreeWalker(dialogs.at(-1) ?? document.body, NodeFilter.SHOW_TEXT);
    const found = new Set<string>();
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      // Emoji have colours of their own.
      if (parent === null || !/[\p{L}\p{N}]/u.test(node.textContent ?? "")) continue;
      if (parent.closest("svg, script, style, .visually-hidden, [aria-hidden=true]")) continue;
      const style = getComputedStyle(parent);
      if (
        style.visibility === "hidden" ||
        parent.checkVisibility({ opacityProperty: true }) === false
      )
        continue;
      const measured = ratio(read(style.color), groundOf(parent));
      if (measured >= 7) continue;
      const text = (node.textContent ?? "").trim().slice(0, 40);
      found.add(
        `${parent.tagName.toLowerCase()}.${parent.className} "${text}": ${measured.toFixed(2)}`,
      );
    }
    return [...found];
  });
