/**
 * Exports of the first file under the names they have in it. The bundler gives each a short name of its
 * own, `Os as b`: that list alone is more than half a kilobyte of the first load.
 */
import type { Plugin } from "vite";

const exportsAtEnd = /export\{([^{}]*)\};?\s*$/u;
const quoted = (file: string): string => `"./${file}"`;
const fromFile = (fileName: string): RegExp =>
  new RegExp(`(import|export)\\{([^{}]*)\\}from${quoted(fileName).replaceAll(".", "\\.")}`, "gu");

const pairs = (list: string): [string, string][] =>
  list.split(",").map((one) => {
    const [name = "", alias = name] = one.split(" as ");
    return [name, alias];
  });

export const plainExports = (): Plugin => ({
  name: "plain-exports",
  apply: "build",
  enforce: "post",
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
    const first = chunks.find(({ fileName }) => /\/first-[\w-]+\.js$/u.test(fileName));
    const list = first && exportsAtEnd.exec(first.code);
    if (!first || !list) throw new Error("the first file or its exports are not found");
    const localOf = new Map(pairs(list[1] ?? "").map(([local, exported]) => [exported, local]));
    const names = [...new Set(localOf.values())].sort().join(",");
    first.code = `${first.code.slice(0, list.index)}export{${names}};`;

    const file = first.fileName.slice(first.fileName.lastIndexOf("/") + 1);
    for (const chunk of chunks) {
      if (chunk === first) continue;
      chunk.code = chunk.code.replace(fromFile(file), (_all, verb: string, given: string) => {
        const taken = pairs(given).map(([exported, own]) => {
          const local = localOf.get(exported);
          if (local === undefined) throw new Error(`${chunk.fileName} takes ${exported}`);
          return local === own ? own : `${local} as ${own}`;
        });
        return `${verb}{${taken.join(",")}}from${quoted(file)}`;
      });
      if (chunk.code.includes(`import(${quoted(file)})`)) {
        throw new Error(`${chunk.fileName} imports the first file late`);
      }
    }
  },
});
