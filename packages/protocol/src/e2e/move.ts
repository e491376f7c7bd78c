/**
 * What a move says: where the room goes on, and the new root for each member who is taken along
 * (SPEC H5). Bytes only; seal-move.ts makes and opens the entries.
 */
import { type Reader, Writer } from "../wire/bytes.ts";
import {
  type AuthorKey,
  fromHex,
  idFromBytes,
  idToBytes,
  type RoomId,
  toHex,
} from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";

/** Bytes of an author key that find an entry. */
const AUTHOR_MARK_BYTES = 8;
/** Root secret (16) and tag of Poly1305 (16). */
const SEALED_ROOT_BYTES = 32;

export interface MoveEntry {
  /** The first 8 bytes of an author key, in hex: a hint where to look, not a proof. */
  readonly mark: string;
  /** 32 bytes: the root of the successor for that author alone. */
  readonly sealed: Uint8Array;
}

export interface Move {
  /** The room in which this one goes on. */
  readonly successor: RoomId;
  /** The successor's certificate; its host key is the one that signs the event. */
  readonly version: number;
  readonly card: Uint8Array;
  readonly cardSignature: Uint8Array;
  /** 32-byte Ed25519 public key, fresh for this event. */
  readonly ephemeral: Uint8Array;
  /** At most limits.moveEntries. */
  readonly entries: readonly MoveEntry[];
}

/** How entries name an author. */
export const authorMark = (author: AuthorKey): string => author.slice(0, 2 * AUTHOR_MARK_BYTES);

/** `length` bytes, or zeros after a fault: what is read is refused as a whole then. */
export function readExact(reader: Reader, length: number): Uint8Array {
  const bytes = reader.raw(length);
  return reader.fault ? new Uint8Array(length) : bytes;
}

/** successor[16] | version varint | card run | signature[64] | ephemeral[32] | entries. */
export function writeMove(move: Move): Uint8Array {
  const writer = new Writer(512)
    .raw(idToBytes(move.successor))
    .varint(move.version)
    .run(move.card)
    .raw(move.cardSignature)
    .raw(move.ephemeral);
  for (const { mark, sealed } of move.entries) {
    writer.raw(fromHex(mark) ?? new Uint8Array(AUTHOR_MARK_BYTES)).raw(sealed);
  }
  return writer.finish();
}

/** Reads to the end; faults of the reader mean that it is no move. */
export function readMove(reader: Reader): Move {
  const successor = idFromBytes("RoomId", readExact(reader, 16));
  const version = reader.varint(limits.certificateVersion);
  const card = reader.run(limits.cardBytes);
  const cardSignature = readExact(reader, 64);
  const ephemeral = readExact(reader, 32);
  const entries: MoveEntry[] = [];
  while (!reader.fault && reader.left > 0 && entries.length < limits.moveEntries) {
    const mark = readExact(reader, AUTHOR_MARK_BYTES);
    entries.push({ mark: toHex(mark), sealed: readExact(reader, SEALED_ROOT_BYTES) });
  }
  return { successor, version, card, cardSignature, ephemeral, entries };
}
