/** Valid inputs, from the golden files of the protocol. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../packages/protocol/vectors");

/** Every value under the key `name`, anywhere in a golden file. */
function valuesOf(file: string, name: string): unknown[] {
  const found: unknown[] = [];
  JSON.parse(readFileSync(join(folder, file), "utf8"), (key, value: unknown) => {
    if (key === name) found.push(value);
    return value;
  });
  return found;
}

const strings = (file: string, name: string): string[] =>
  valuesOf(file, name).filter((value) => typeof value === "string");

/** The bytes of every hex string under `name`. */
export const goldenBytes = (file: string, name: string): Uint8Array[] =>
  strings(file, name).map((hex) => Uint8Array.from(Buffer.from(hex, "hex")));

/** The UTF-8 of every string under `name`. */
export const goldenTexts = (file: string, name: string): Uint8Array[] =>
  strings(file, name).map((text) => new TextEncoder().encode(text));
