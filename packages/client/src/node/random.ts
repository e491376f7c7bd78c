/** Cryptographic randomness of the operating system. */
import { randomFillSync } from "node:crypto";
import type { Random } from "../ports.ts";

export function createNodeRandom(): Random {
  return { bytes: (length) => randomFillSync(new Uint8Array(length)) };
}
