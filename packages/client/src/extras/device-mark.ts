/** Device mark: small numbers that tell two people of one name apart. */
import type { AuthorKey } from "@festival-chat/protocol/wire";

/** Which band-shaped glyph and which two of a list of 64 emoji stand for a device. */
export interface DeviceMark {
  /** 0 to 15. */
  readonly glyph: number;
  /** Each 0 to 63. */
  readonly emoji: readonly [number, number];
}

/**
 * The same on every phone. Sixteen bits: enough to tell two people apart at a glance, and no proof
 * of anything, since a key with a given mark is found in a second.
 */
export function deviceMark(author: AuthorKey): DeviceMark {
  // From the end: the friendly name is taken from the beginning.
  const bits = Number.parseInt(author.slice(-4), 16);
  return { glyph: bits & 15, emoji: [(bits >> 4) & 63, (bits >> 10) & 63] };
}
