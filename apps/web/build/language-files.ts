/**
 * Gives the first words of all languages one version in their names: the first script then builds the
 * name of the one it wants, and does not have to carry a table of them.
 *
 * The name stands for the content only as long as such a file imports nothing of the build.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { languageTags } from "../src/strings/first-words.ts";

const strings = join(import.meta.dirname, "../src/strings");

const sourceOf = (tag: string): string => join(strings, tag, "first.ts");

/** Eight characters that change when any of the files does. */
function versionOf(tags: readonly string[]): string {
  const hash = createHash("sha256");
  for (const tag of tags) hash.update(readFileSync(sourceOf(tag)));
  return hash.digest("base64url").slice(0, 8);
}

export function languageFiles(): Plugin {
  const tags = languageTags.split(" ").filter((tag) => tag !== "en");
  return {
    name: "language-files",
    apply: "build",
    enforce: "pre",
    load: {
      order: "pre",
      filter: { id: /strings\/first-words\.ts$/ },
      handler() {
        const version = versionOf(tags);
        for (const tag of tags) {
          const fileName = `assets/${tag}-${version}.js`;
          this.emitFile({
            type: "chunk",
            id: sourceOf(tag),
            fileName,
            preserveSignature: "strict",
          });
        }
        return `export const languageTags = ${JSON.stringify(languageTags)};
export const firstWords = (tag) => import(/* @vite-ignore */ \`./\${tag}-${version}.js\`);`;
      },
    },
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type !== "chunk" || !part.facadeModuleId?.endsWith("/first.ts")) continue;
        if (part.imports.length > 0) this.error(`${part.fileName} imports ${part.imports.join()}`);
      }
    },
  };
}
