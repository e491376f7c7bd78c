/** The checksum every entry is stored with: catches flipped bits that SQLite does not look for. */
import { crc32 } from "node:zlib";

/**
 * CRC-32 (ISO 3309) of the envelope, started from a mix of the entry's numbers: one native call,
 * because every record of every page is checked. The id is left out, since reads do without it: a
 * damaged id costs a duplicate that members recognise, never a wrong record.
 */
export function entryChecksum(
  seq: number,
  prev: number,
  receivedAt: number,
  envelope: Uint8Array,
): number {
  // Odd multipliers (2^32 / golden ratio, and MurmurHash3's) spread small differences; any
  // difference in the start differs in the result.
  const start = seq ^ Math.imul(prev, 0x9e37_79b1) ^ Math.imul(receivedAt, 0x85eb_ca6b);
  return crc32(envelope, start >>> 0);
}
