/** The checksum every entry is stored with: catches flipped bits that SQLite does not look for. */
import { crc32 } from "node:zlib";

const numbers = Buffer.alloc(24);

/** CRC-32 (ISO 3309) over seq, prev and arrival (IEEE 754 doubles, big-endian), id and envelope. */
export function entryChecksum(
  seq: number,
  prev: number,
  receivedAt: number,
  id: Uint8Array,
  envelope: Uint8Array,
): number {
  numbers.writeDoubleBE(seq, 0);
  numbers.writeDoubleBE(prev, 8);
  numbers.writeDoubleBE(receivedAt, 16);
  return crc32(envelope, crc32(id, crc32(numbers)));
}
