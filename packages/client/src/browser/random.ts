/** Cryptographic randomness in a page; `getRandomValues` is there on plain http too. */
import type { Random } from "../ports.ts";

/** Most bytes of one call (W3C Web Cryptography, getRandomValues). */
const QUOTA = 65_536;

export function createBrowserRandom(): Random {
  return {
    bytes(length) {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; at += QUOTA) {
        crypto.getRandomValues(bytes.subarray(at, at + QUOTA));
      }
      return bytes;
    },
  };
}
