/** A newcomer's machine may be a Mac, a PC or a small board: what npm installs there is in the lock file. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repositoryRoot } from "./repository.ts";

interface Locked {
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (file: string) => JSON.parse(readFileSync(join(repositoryRoot, file), "utf8"));

test("the lock file names the native parts of every tool for every system", () => {
  const { packages }: { packages: Readonly<Record<string, Locked>> } = read("package-lock.json");
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

test("every package that runs something when it is installed is named, so that npm asks nobody", () => {
  const { packages }: { packages: Readonly<Record<string, Locked>> } = read("package-lock.json");
  const { allowScripts }: { allowScripts: Readonly<Record<string, boolean>> } =
    read("package.json");
  const scripted = Object.entries(packages).flatMap(([path, { hasInstallScript }]) =>
    hasInstallScript === true ? [path.slice(path.lastIndexOf("node_modules/") + 13)] : [],
  );
  ok(scripted.includes("node"), "the Node that everything runs on comes by its script");
  deepEqual(
    scripted.filter((name) => allowScripts[name] === undefined),
    [],
  );
  equal(allowScripts["node"], true);
});
