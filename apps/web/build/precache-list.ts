/**
 * Adds the service worker to the build, and tells it which files this build consists of, and a version that names them all.
 *
 * Words of other languages are listed apart: a phone keeps those of the language it speaks.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { bundleWorker } from "./worker-bundle.ts";

/** Files of strings/<language>/. */
const ofLanguage = /\/strings\/([a-z]{2})\//u;

/** What emoji are called: a tenth of the app, for those who look for one. */
const emojiNames = "virtual:emoji-names/";

/** Moving to another phone and receipts, which need signal on both; letters of names that few people have. */
const rare = /\/(?:handover|give-dialog|take-dialog|run-receipts)-|-ext-[^/]*\.woff2$/u;

/** @param target browsers of this build */
export function precacheList(target: readonly string[]): Plugin {
  let publicDir = "";
  let root = "";
  return {
    name: "precache-list",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      ({ publicDir, root } = config);
    },
    generateBundle: {
      order: "post",
      async handler(_options, bundle) {
        const hash = createHash("sha256");
        const files: string[] = [];
        const words: string[] = [];
        const add = (file: string, content: string | Uint8Array, language?: string): void => {
          const path = file === "index.html" ? "/" : `/${file}`;
          if (language === undefined) files.push(path);
          else words.push(`${language} ${path}`);
          hash.update(file).update(content);
        };
        for (const [file, part] of Object.entries(bundle).toSorted()) {
          if (file.endsWith(".map")) continue;
          // Nobody at a festival debugs: whoever does has signal.
          if (file.includes("/debug-")) continue;
          const source = (part.type === "chunk" ? part.facadeModuleId : undefined) ?? "";
          // No language is called "": these are kept once somebody wanted them.
          const wanted = source.includes(emojiNames) || rare.test(file);
          const language = wanted ? "" : ofLanguage.exec(source)?.[1];
          add(file, part.type === "chunk" ? part.code : part.source, language);
        }
        for (const entry of readdirSync(publicDir, { recursive: true, withFileTypes: true })) {
          // A licence goes along with a build; nobody reads it offline.
          if (!entry.isFile() || entry.name.endsWith(".txt")) continue;
          const path = join(entry.parentPath, entry.name);
          // Pictures and large icons are for the browser, when it installs the app.
          if (path.startsWith(join(publicDir, "screenshots"))) continue;
          if (/\/icons\/(?!icon-192).*\.png$/u.test(path)) continue;
          add(path.slice(publicDir.length + 1), readFileSync(path));
        }
        const source = (await bundleWorker(root, target))
          .replace(/["'`]__FILES__["'`]/u, () => JSON.stringify(files))
          .replace(/["'`]__WORDS__["'`]/u, () => JSON.stringify(words))
          .replace("__VERSION__", () => hash.digest("hex").slice(0, 12));
        this.emitFile({ type: "asset", fileName: "sw.js", source });
      },
    },
  };
}
