/**
 * Writes the bundler's few lines of runtime into every file that uses them: as a file of their own
 * they would be one more request behind the first of the late ones.
 */
import type { Plugin } from "vite";

const importOfRuntime =
  /^import\s*\{\s*(?:\w+ as )?(\w+)\s*\}\s*from\s*["']\.\/rolldown-runtime-[\w-]+\.js["'];/u;

/** The one thing late files take from it: an object of modules' exports, each read when it is asked for. */
const namespaceOf = (name: string): string =>
  `var ${name}=e=>{let t={};for(let n in e)Object.defineProperty(t,n,{get:e[n],enumerable:!0});return t};`;

export function inlineRuntime(): Plugin {
  return {
    name: "inline-runtime",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const [file, part] of Object.entries(bundle)) {
          if (part.type !== "chunk") continue;
          if (part.name === "rolldown-runtime") {
            if (part.exports.length !== 1 || !part.code.includes("get:")) {
              this.error("the runtime does more than we know");
            }
            delete bundle[file];
            continue;
          }
          part.code = part.code.replace(importOfRuntime, (_, name: string) => namespaceOf(name));
          if (part.code.includes("rolldown-runtime")) this.error(`${file} imports the runtime`);
        }
      },
    },
  };
}
