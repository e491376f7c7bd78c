/** The signed inside of an envelope: one canonical encoding, one message id (SPEC E4, E10). */
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, Reader, utf8, Writer } from "../wire/bytes.ts";
import {
  type Extensions,
  noExtensions,
  readExtensions,
  writeExtensions,
} from "../wire/extensions.ts";
import {
  type AuthorKey,
  type ChainId,
  idFromBytes,
  idToBytes,
  type MessageId,
  type Millis,
  type RoomId,
} from "../wire/ids.ts";
import type { Content } from "./content.ts";
import { type ContentCodec, contentType } from "./plain-contents.ts";

/** Hybrid logical clock of a message (SPEC E12). */
export interface Hlc {
  readonly ms: Millis;
  /** 0 to 65,535: orders messages of one millisecond. */
  readonly count: number;
}

export interface Inner {
  readonly author: AuthorKey;
  readonly chain: ChainId;
  readonly ctr: number;
  /** The author's message before this one in the chain; undefined for the first. */
  readonly prev: MessageId | undefined;
  readonly hlc: Hlc;
  readonly extensions: Extensions;
  readonly content: Content;
}

/** Set in the kind byte when an extension block follows the clock: most messages save a byte. */
const EXTENDED = 0x80;
const noMessage = new Uint8Array(16);

/**
 * Undefined for a content that `contents` does not write.
 *
 * kind u8 | author[32] | chain[8] | ctr varint | prev[16] | ms u48 | count u16 | [extensions] | body.
 */
export function writeInner(inner: Inner, contents: ContentCodec): Uint8Array | undefined {
  const body = contents.encode(inner.content);
  if (body === undefined) return undefined;
  const extended = inner.extensions.size > 0;
  const writer = new Writer(192)
    .u8(contentType(inner.content) | (extended ? EXTENDED : 0))
    .raw(idToBytes(inner.author))
    .raw(idToBytes(inner.chain))
    .varint(inner.ctr)
    .raw(inner.prev === undefined ? noMessage : idToBytes(inner.prev))
    .uint(inner.hlc.ms, 6)
    .uint(inner.hlc.count, 2);
  if (extended) writeExtensions(writer, inner.extensions);
  return writer.raw(body).finish();
}

/** Reads the signed inside. Total; undefined when malformed or not canonical. */
export function readInner(bytes: Uint8Array, contents: ContentCodec): Inner | undefined {
  const reader = new Reader(bytes);
  const first = reader.u8();
  const author = reader.raw(32);
  const chain = reader.raw(8);
  const ctr = reader.varint();
  const prev = reader.raw(16);
  const hlc = { ms: reader.uint(6), count: reader.uint(2) };
  const extended = (first & EXTENDED) !== 0;
  const extensions = extended ? readExtensions(reader) : noExtensions;
  if (extended && extensions.size === 0) reader.fail();
  const body = reader.rest(bytes.length);
  if (!reader.done) return undefined;
  const content = contents.decode(first & ~EXTENDED, body);
  if (content === undefined) return undefined;
  return {
    author: idFromBytes("AuthorKey", author),
    chain: idFromBytes("ChainId", chain),
    ctr,
    prev: prev.every((byte) => byte === 0) ? undefined : idFromBytes("MessageId", prev),
    hlc,
    extensions,
    content,
  };
}

/** Logical id (SPEC E10): SHA-256("fc1/mid" || roomId || inner)[0..16]. */
export const messageId = (room: RoomId, inner: Uint8Array): MessageId =>
  idFromBytes(
    "MessageId",
    sha256(concatBytes(utf8("fc1/mid"), idToBytes(room), inner)).subarray(0, 16),
  );

/** What the device signs (SPEC E6): label, room, epoch, hash of the inner bytes. */
export const messageTranscript = (room: RoomId, epoch: number, inner: Uint8Array): Uint8Array =>
  new Writer(64)
    .raw(utf8("fc1/msg\0"))
    .raw(idToBytes(room))
    .uint(epoch, 4)
    .raw(sha256(inner))
    .finish();
