/**
 * Exports of the first file under the names they have in it. The bundler gives each a short name of its
 * own, `Os as b`: that list alone is more than half a kilobyte of the first load.
 */
import type { Plugin } from "vite";
import { beside, exportsAtEnd, listOf, pairs } from "./export-list.ts";

const quoted = (path: string): string => `"${path}"`;
const fromFile = (path: string): RegExp =>
  new RegExp(`(import|export)\\{([^{}]*)\\}from${quoted(path).replaceAll(".", "\\.")}`, "gu");

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

    const path = beside(first.fileName);
    for (const chunk of chunks) {
      if (chunk === first) continue;
      chunk.code = chunk.code.replace(fromFile(path), (_all, verb: string, given: string) => {
        const taken = pairs(given).map(([exported, own]): [string, string] => {
          const local = localOf.get(exported);
          if (local === undefined) throw new Error(`${chunk.fileName} takes ${exported}`);
          return [local, own];
        });
        return `${verb}{${listOf(taken)}}from${quoted(path)}`;
      });
      if (chunk.code.includes(`import(${quoted(path)})`)) {
        throw new Error(`${chunk.fileName} imports the first file late`);
      }
    }
  },
});
