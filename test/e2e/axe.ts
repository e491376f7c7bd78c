/** axe on a page as it is: WCAG 2.2 AA and good practice, targets, and text of 7:1. */
import axe, { type run, type RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

declare global {
  var axe: { readonly run: typeof run };
}

/** Runs in a page before its own scripts. */
export const axeSource: string = axe.source;

/**
 * What to look for. all: every rule. colours: only contrast, which is what another theme can break.
 * shape: all but contrast, which is the same with larger letters and mirrored.
 */
export type Rules = "all" | "colours" | "shape";

const colourRules = ["color-contrast", "color-contrast-enhanced"];

const optionsFor = (rules: Rules): RunOptions => ({
  runOnly:
    rules === "colours" ? { type: "rule", values: colourRules } : { type: "tag", values: tags },
  // Off by default in axe; thumbs in gloves are our users, and so are eyes in the sun.
  rules: {
    "target-size": { enabled: rules !== "colours" },
    "color-contrast": { enabled: rules !== "shape" },
    "color-contrast-enhanced": { enabled: rules !== "shape" },
  },
  resultTypes: ["violations"],
  // Style sheets are not looked into, frames there are none, and nobody reads the paths to elements.
  preload: false,
  iframes: false,
  selectors: false,
});

/** "rule: element: why", one line each. The page has {@link axeSource}. */
export const violations = (page: Page, rules: Rules = "all"): Promise<string[]> =>
  page.evaluate(async (options): Promise<string[]> => {
    const result = await globalThis.axe.run(document, options);
    return result.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)}: ${node.failureSummary ?? ""}`),
    );
  }, optionsFor(rules));
