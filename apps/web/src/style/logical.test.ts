/** Styles name start and end, not left and right: what they cannot turn round is in rtl.css. */
import { deepEqual } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

/** Sides of the screen where the sides of the text are meant. */
const physical =
  /(?:margin|padding|border|border-top|border-bottom)-(?:left|right)|^\s*(?:left|right):|text-align:\s*(?:left|right)|float:|(?:padding|margin|inset):\s*(?:\S+ ){3}\S+;|\bto (?:left|right)\b/u;

/** A line that names a side and may, with the reason. */
const allowed = new Map<string, string>([
  ["messages.css: to right", "the tape's colour at the author's side: turned in rtl.css"],
  ["messages.css: to left", "the tape's colour at the author's side: turned in rtl.css"],
  ["invite.css: inset: 0 auto auto 0;", "a picture of a page, made smaller towards its corner"],
]);

/** Declarations of a style sheet that stay where they are when the text turns. */
function physicalIn(file: string, text: string): string[] {
  return text
    .split("\n")
    .filter((line) => {
      if (!physical.test(line)) return false;
      const sides = /(?:padding|margin|inset):\s*(\S+) (\S+) (\S+) ([^;\s]+);/u.exec(line);
      // Four sides are none of it where both ends are alike.
      return sides === null || sides[2] !== sides[4];
    })
    .map((line) => `${file}: ${/\bto (?:left|right)\b/u.exec(line)?.[0] ?? line.trim()}`);
}

test("no style names left or right where it means start or end", () => {
  const files = readdirSync(import.meta.dirname).filter(
    (file) => file.endsWith(".css") && file !== "rtl.css",
  );
  const found = files.flatMap((file) =>
    physicalIn(file, readFileSync(join(import.meta.dirname, file), "utf8")),
  );
  deepEqual(
    found.filter((line) => !allowed.has(line)),
    [],
  );
});

test("what stays at its side of the screen is found", () => {
  deepEqual(physicalIn("a.css", "  padding: 1px 2px 3px 4px;\n  inset: 0 1px 0 1px;\n  left: 0;"), [
    "a.css: padding: 1px 2px 3px 4px;",
    "a.css: left: 0;",
  ]);
});
