/** What the web app is built from, as one hash: equal hash, nothing to build. */
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.ts";

const sources = [
  "apps/web/**/*",
  "packages/protocol/src/**/*",
  "packages/client/src/**/*",
  "packages/*/package.json",
  "package-lock.json",
  "scripts/{build,build-organiser,build-web,precompress,web-sources}.ts",
];

const notSources = ["**/node_modules/**", "apps/web/dist/**", "**/*.test.ts", "**/*.contract.ts"];

/** SHA-256 (hex) over the paths and bytes of every source of the web app. */
export const hashWebSources = (): string => {
  const hash = createHash("sha256");
  const entries = globSync(sources, { cwd: root, exclude: notSources, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    const bytes = readFileSync(file);
    hash.update(`${file.slice(root.length)}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
};
