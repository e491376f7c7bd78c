/** The arrows of ARCHITECTURE.md, held against every import of every file. */
import { deepEqual, ok } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Layer, layerOf, layers, mayReach } from "./layers.ts";
import { filesMatching, type Import, importsOf, repositoryRoot, textOf } from "./repository.ts";

const sources = filesMatching(
  "packages/**/*.{ts,tsx,js}",
  "apps/**/*.{ts,tsx,js}",
  "test/**/*.ts",
  "bench/**/*.ts",
  "scripts/**/*.ts",
);

const imports = sources.flatMap(importsOf);

const told = (found: readonly Import[]): string[] =>
  found.map(({ from, specifier }) => `${from} imports ${specifier}`);

const forbidden = (layer: Layer, { specifier, target, typeOnly }: Import): boolean => {
  if (target !== undefined) return !mayReach(layer, target);
  const allowed = typeOnly ? [...layer.far, ...(layer.farTypes ?? [])] : layer.far;
  return !allowed.some((far) => far.test(specifier));
};

describe("layers", () => {
  test("every source file belongs to a layer of the table", () => {
    deepEqual(
      sources.filter((path) => layerOf(path) === undefined),
      [],
    );
  });

  for (const layer of layers) {
    test(`${layer.name} imports what the table allows and nothing else`, () => {
      const own = imports.filter(({ from }) => layerOf(from) === layer);
      deepEqual(told(own.filter((one) => forbidden(layer, one))), []);
    });
  }

  test("packages are entered by their doors: what is imported is in their exports", () => {
    const inside = imports.filter(({ specifier }) => specifier.startsWith("@festival-chat/"));
    ok(inside.length > 0);
    deepEqual(told(inside.filter(({ specifier }) => !isDoor(specifier))), []);
  });

  test("relative imports name files that exist, with their ending", () => {
    const missing = imports.filter(
      ({ target }) => target !== undefined && !existsSync(join(repositoryRoot, target)),
    );
    deepEqual(told(missing), []);
  });
});

describe("the table itself", () => {
  const refuses = (name: string, specifier: string, target?: string, typeOnly = false): boolean => {
    const layer = layers.find((one) => one.name === name);
    ok(layer);
    return forbidden(layer, { from: "", specifier, target, typeOnly });
  };

  test("a relay that imports what opens envelopes is found", () => {
    ok(refuses("relay", "@festival-chat/protocol/e2e"));
    ok(refuses("relay", "@festival-chat/protocol/e2e", undefined, true));
  });

  test("a relay that reaches into another package is found", () => {
    ok(refuses("relay", "../../x", "packages/protocol/src/e2e/seal.ts"));
  });

  test("a core that reaches for the engine around it is found", () => {
    ok(refuses("client/core", "../driver.ts", "packages/client/src/driver.ts"));
  });

  test("a screen may name what the engine opened, and open nothing itself", () => {
    ok(!refuses("web", "@festival-chat/protocol/e2e", undefined, true));
    ok(refuses("web", "@festival-chat/protocol/e2e"));
  });
});

/** Whether a specifier is a key of the `exports` of the workspace it names. */
function isDoor(specifier: string): boolean {
  const [scope, name, ...rest] = specifier.split("/");
  const folder = ["packages", "apps"].find((one) =>
    existsSync(join(repositoryRoot, one, name ?? "", "package.json")),
  );
  if (scope !== "@festival-chat" || folder === undefined) return false;
  const manifest: unknown = JSON.parse(textOf(`${folder}/${name}/package.json`));
  if (typeof manifest !== "object" || manifest === null || !("exports" in manifest)) return false;
  const doors = Object.keys(Object(manifest.exports));
  return doors.includes([".", ...rest].join("/"));
}
