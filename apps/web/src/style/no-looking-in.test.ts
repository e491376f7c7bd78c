import { deepEqual } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const folder = new URL("./", import.meta.url);

/** Elements that a list of messages is never in, and that hold few others. */
const small = new Set([".choice", ".switch-row", ".poster", "body"]);

test("no style asks an element around the messages for what is in it: at every key and message a browser would go through the whole list", () => {
  const found = readdirSync(folder)
    .filter((file) => file.endsWith(".css"))
    .flatMap((file) => {
      const text = readFileSync(new URL(file, folder), "utf8").replaceAll(/\/\*[^]*?\*\//g, "");
      return [...text.matchAll(/([^\s,{}>~+]*):has\(/g)]
        .map(([, asked = ""]) => asked)
        .filter((asked) => !small.has(asked))
        .map((asked) => `${file}: ${asked}`);
    });
  deepEqual(found, []);
});
