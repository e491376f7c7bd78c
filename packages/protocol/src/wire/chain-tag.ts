/** How phones name chains to each other, and what they hold in few bytes (SPEC G2, G3). */
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8 } from "./bytes.ts";
import { type AuthorKey, type ChainId, idToBytes } from "./ids.ts";
import { chainTag, type ChainTag } from "./mesh-frames.ts";

/** H("fc1/chain" || author || chain)[0..8]: an author cannot take the place of another's chain. */
export const chainTagOf = (author: AuthorKey, chain: ChainId): ChainTag =>
  chainTag(sha256(concatBytes(utf8("fc1/chain"), idToBytes(author), idToBytes(chain))).slice(0, 8));

/** H("fc1/digest" || parts)[0..8]. */
export const digestOf = (...parts: readonly Uint8Array[]): Uint8Array =>
  sha256(concatBytes(utf8("fc1/digest"), ...parts)).slice(0, 8);
