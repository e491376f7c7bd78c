/**
 * Takes out files that only hand on what another file has: whoever asks for one gets the other at once.
 * On a slow line such a file costs a whole round trip.
 */
import type { Plugin } from "vite";

// The quote apart from "from": what checks our imports would take this line for one.
const facade = /^export\{([^{}]*)\}from["](\.\/[^"]+)["];?\s*$/u;
const exportsAtEnd = /export\{([^{}]*)\};?\s*$/u;

const pairs = (list: string): [string, string][] =>
  list.split(",").map((one) => {
    const [name = "", alias = name] = one.split(" as ");
    return [name, alias];
  });

const baseName = (file: string): string => file.slice(file.lastIndexOf("/") + 1);

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
        const behind = chunks.find((one) => `./${baseName(one.fileName)}` === handsOn?.[2]);
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
        const names = [...known].map(([name, local]) =>
          name === local ? name : `${local} as ${name}`,
        );
        behind.code = `${behind.code.slice(0, list.index)}export{${names.join(",")}};`;
        for (const other of chunks) {
          other.code = other.code.replaceAll(
            `./${baseName(chunk.fileName)}`,
            `./${baseName(behind.fileName)}`,
          );
        }
        delete bundle[chunk.fileName];
      }
    },
  },
});
