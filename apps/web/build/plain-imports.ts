/**
 * Late imports as the browser has them. Vite wraps each in a loader of style sheets and preloads;
 * our styles are in the page and our late parts are small, so the loader would only be weight.
 */
import type { Plugin } from "vite";

/** The module Vite puts around late imports. */
const wrapper = "\0vite/preload-helper.js";
/** A late import in that wrapper, as it is in the finished files. */
const wrapped = /[\w$]+\(\(\)=>(import\((?:"[^"]*"|`[^`]*`)\)),\[\]\)/gu;

export function plainImports(): Plugin {
  return {
    name: "plain-imports",
    apply: "build",
    enforce: "pre",
    load: {
      order: "pre",
      filter: { id: /preload-helper/u },
      handler: (id) =>
        id === wrapper ? "export const __vitePreload = (load) => load();" : undefined,
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === "chunk") file.code = file.code.replace(wrapped, "$1");
        }
      },
    },
  };
}
