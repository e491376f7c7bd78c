/**
 * Late imports as the browser has them. Vite wraps each in a loader of style sheets and preloads;
 * our styles are in the page and our late parts are small, so the loader would only be weight.
 */
import type { Plugin } from "vite";

/** The module Vite puts around late imports. */
const wrapper = "\0vite/preload-helper.js";

/** What it makes of `import("./x.ts")`, and of one of which only some names are used. */
const wrapped = [
  /__vitePreload\(\(\) => (import\([^()]+\)), *__VITE_PRELOAD__\)/gu,
  /__vitePreload\(async \(\) => \{\s*const \{[^{}]*\} = await \(?(import\([^()]+\))\)?;\s*return \{[^{}]*\};?\s*\}, *__VITE_PRELOAD__\)/gu,
];

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
    // Where it can be seen that the wrapper adds nothing, it goes.
    renderChunk: (code) => wrapped.reduce((text, form) => text.replace(form, "$1"), code),
  };
}
