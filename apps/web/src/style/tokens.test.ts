/** Colours by their numbers: contrast of text and of what is no text, and what the sun leaves of it. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

const sheet = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");

/** Custom properties of the block that begins with `selector`. */
function tokensOf(selector: string): ReadonlyMap<string, string> {
  const from = sheet.indexOf(`${selector} {`);
  ok(from >= 0, selector);
  const block = sheet.slice(from, sheet.indexOf("\n}", from));
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/gu)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]),
  );
}

const night = tokensOf(":root");
const noon = new Map([...night, ...tokensOf(':root[data-theme="noon"]')]);
const hues = (theme: "night" | "noon"): readonly string[] =>
  [...sheet.matchAll(new RegExp(`--hue-${theme}: (#[0-9a-f]{6})`, "gu"))].map(
    ([, hue = ""]) => hue,
  );

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

/** A screen of 1,000 cd/m² in 30,000 lx of sun, of which it reflects 4.5 %. */
const reflected = (30_000 * 0.045) / Math.PI;
const inTheSun = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high * 1_000 + reflected) / (low * 1_000 + reflected);
};

type Pair = readonly [text: string, ground: string];

/** Text, and the grounds it stands on. */
const texts: readonly Pair[] = [
  ...["ground", "surface", "raised", "own"].map((ground): Pair => ["text", ground]),
  ...["ground", "surface", "raised"].map((ground): Pair => ["muted", ground]),
  ["muted-own", "own"],
  ["on-hivis", "hivis"],
  ["link", "surface"],
  ["link", "own"],
  ["warn", "ground"],
  ["warn", "surface"],
  ["danger", "ground"],
  ["danger", "surface"],
  ["danger", "raised"],
];

/** Lines and shapes that mean something. */
const shapes: readonly Pair[] = [
  ["line", "ground"],
  ["line", "surface"],
  ["line", "raised"],
  ["accent", "own"],
  ["accent", "surface"],
  ["hivis-line", "ground"],
  ["warn", "raised"],
];

/** Pairs of a theme that do not reach `least`. */
const short = (
  theme: ReadonlyMap<string, string>,
  pairs: readonly Pair[],
  least: number,
  measure: typeof contrast,
): string[] =>
  pairs
    .map(([one, other]) => {
      const value = measure(theme.get(one) ?? "", theme.get(other) ?? "");
      return { name: `${one} on ${other}: ${value.toFixed(2)}`, value };
    })
    .filter(({ value }) => !(value >= least))
    .map(({ name }) => name);

describe("colours", () => {
  for (const [name, theme] of Object.entries({ night, noon })) {
    test(`text has at least 7:1 by ${name}, lines and shapes 3:1`, () => {
      deepEqual(short(theme, texts, 7, contrast), []);
      deepEqual(short(theme, shapes, 3, contrast), []);
    });
  }

  test("every hue of cloth is text on the tape of others", () => {
    equal(hues("night").length, 12);
    equal(hues("noon").length, 12);
    for (const hue of hues("night")) ok(contrast(hue, night.get("surface") ?? "") >= 7, hue);
    for (const hue of hues("noon")) ok(contrast(hue, noon.get("surface") ?? "") >= 7, hue);
  });

  test("in the sun, Noon's text stays above 3.0, muted above 2.7, links and danger above 2.5", () => {
    const grounds = ["ground", "surface"];
    const onGrounds = (text: string): Pair[] => grounds.map((ground) => [text, ground]);
    deepEqual(short(noon, onGrounds("text"), 3, inTheSun), []);
    deepEqual(short(noon, onGrounds("muted"), 2.7, inTheSun), []);
    deepEqual(short(noon, [...onGrounds("link"), ...onGrounds("danger")], 2.5, inTheSun), []);
  });

  test("the measures tell known pairs", () => {
    equal(contrast("#000000", "#ffffff").toFixed(1), "21.0");
    // Text on the tape of others by night, as measured in the design.
    equal(inTheSun("#f5f1e4", "#1b1d17").toFixed(2), "2.97");
  });
});
