/** The list of settings is what the relay really reads, and what the README tells. */
import { deepEqual, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Environ, parseConfig } from "./config.ts";
import { settings } from "./settings.ts";

const names = settings.map(({ name }) => name).toSorted();

test("the list names every setting that is read, and no other", () => {
  const read = new Set<string>();
  const environ: Environ = new Proxy(
    {},
    {
      get(_target, name) {
        read.add(String(name));
        return undefined;
      },
    },
  );
  parseConfig(environ);
  deepEqual([...read].toSorted(), names);
});

test("the README tells every setting", () => {
  const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
  for (const name of names) ok(readme.includes(`\`${name}\``), name);
});
