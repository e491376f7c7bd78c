/** axe on a page as it is: WCAG 2.2 AA and good practice, targets, and text of 7:1. */
import axe, { type run } from "axe-core";
import type { Page } from "playwright-core";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

declare global {
  var axe: { readonly run: typeof run };
}

/** Runs in a page before its own scripts. */
export const axeSource: string = axe.source;

/**
 * "rule: element: why", one line each. The page has {@link axeSource}.
 * @param colours colours are the slow half: they are the same with larger letters and mirrored
 */
export const violations = (page: Page, colours = true): Promise<string[]> =>
  page.evaluate(
    async ({ tags: values, colours: coloured }): Promise<string[]> => {
      const result = await globalThis.axe.run(document, {
        runOnly: { type: "tag", values },
        // Off by default in axe; thumbs in gloves are our users, and so are eyes in the sun.
        rules: {
          "target-size": { enabled: true },
          "color-contrast": { enabled: coloured },
          "color-contrast-enhanced": { enabled: coloured },
        },
        resultTypes: ["violations"],
      });
      return result.violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html.slice(0, 160)}: ${node.failureSummary ?? ""}`),
      );
    },
    { tags, colours },
  );
