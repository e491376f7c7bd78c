/** A newcomer's machine may be a Mac, a PC or a small board: what npm installs there is in the lock file. */
import { deepEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repositoryRoot } from "./repository.ts";

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

test("the lock file names the native parts of every tool for every system", () => {
  const text = readFileSync(join(repositoryRoot, "package-lock.json"), "utf8");
  const { packages }: { packages: Readonly<Record<string, Locked>> } = JSON.parse(text);
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => /[-/](?:darwin|win32|linux)-/u.test(name))
      .filter(
        (name) =>
          !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
      )
      .map((name) => `${path} lacks ${name}`),
  );
  deepEqual(missing, []);
});
