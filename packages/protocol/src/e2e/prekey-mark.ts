/**
 * Prekeys: ends of a link that two phones made for each other while they could reach each other, for a
 * time when they cannot (SPEC W9). A code says by a mark which pair of them it waits with, and where.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8 } from "../wire/bytes.ts";
import type { DeviceTag } from "../wire/ids.ts";

export const PREKEY_MARK_BYTES = 3;

export interface PrekeyPlace {
  /** Of a pair of prekeys (3 bytes): see {@link prekeyMark}. */
  readonly mark: Uint8Array;
  /** Of the first candidate's address. */
  readonly port: number;
}

/** One phone's prekey for another, by the name it was told with. */
export interface PrekeyName {
  readonly tag: DeviceTag;
  /** 8 bytes. */
  readonly attempt: Uint8Array;
}

/** The same from both ends. Names a pair among the few that a phone keeps; proves nothing. */
export function prekeyMark(one: PrekeyName, other: PrekeyName): Uint8Array<ArrayBuffer> {
  const [lower, higher] = one.tag < other.tag ? [one, other] : [other, one];
  const bytes = concatBytes(utf8("fc1/prekeys"), lower.attempt, higher.attempt);
  return sha256(bytes).slice(0, PREKEY_MARK_BYTES);
}
