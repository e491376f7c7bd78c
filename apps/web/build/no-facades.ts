/**
 * Takes out files that only hand on what another file has: whoever asks for one gets the other at once.
 * On a slow line such a file costs a whole round trip.
 */
import type { Plugin } from "vite";
import { beside, exportsAtEnd, listOf, pairs } from "./export-list.ts";

// The quote apart from "from": what checks our imports would take this line for one.
const facade = /^export\{([^{}]*)\}from["](\.\/[^"]+)["];?\s*$/u;
export const noFacades = (): Plugin => ({
  name: "no-facades",
  apply: "build",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      for (const chunk of chunks) {
        const handsOn = facade.exec(chunk.code);
        const behind = chunks.find((one) => beside(one.fileName) === handsOn?.[2]);
        const list = behind && exportsAtEnd.exec(behind.code);
        if (!handsOn || !behind || !list) continue;
        const known = new Map(pairs(list[1] ?? "").map(([local, name]) => [name, local]));
        for (const [theirs, name] of pairs(handsOn[1] ?? "")) {
          const local = known.get(theirs);
          if (local === undefined || (known.get(name) ?? local) !== local) {
            this.error(`${chunk.fileName} hands on ${name}, which is something else there`);
          }
          known.set(name, local);
        }
        const names = [...known].map(([name, local]): [string, string] => [local, name]);
        behind.code = `${behind.code.slice(0, list.index)}export{${listOf(names)}};`;
        for (const other of chunks) {
          other.code = other.code.replaceAll(beside(chunk.fileName), beside(behind.fileName));
        }
        delete bundle[chunk.fileName];
      }
    },
  },
});
