import { deepEqual } from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";

const sources = new URL("../", import.meta.url);

test("the focus moves before the screen is painted: a key pressed by then would go where nobody looks", () => {
  const late = globSync("**/*.{ts,tsx}", { cwd: sources }).filter((file) => {
    if (file.endsWith(".test.ts")) return false;
    const text = readFileSync(new URL(file, sources), "utf8");
    // An effect ends at its list of dependencies.
    const effects = text.matchAll(/\buseEffect\(.*?, \[[^\]]*\]\);/gs);
    return [...effects].some(([effect]) => /\.focus\(|\.showModal\(/.test(effect));
  });
  deepEqual(late, []);
});
