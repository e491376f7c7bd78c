/**
 * Envelope: the unit that is stored and forwarded, as far as the relay may know it.
 *
 *   version << 4 | flags | epoch varint | nonce[24] | ciphertext
 *
 * Who wrote it, when and what is inside the ciphertext. The bytes are made once, at key press, and
 * never change (SPEC E3), so their hash names them on every path.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, Reader, utf8, Writer } from "./bytes.ts";
import type { DecodeError } from "./errors.ts";
import { type EnvelopeId, idFromBytes, idToBytes, type RoomId } from "./ids.ts";
import { paddingBuckets } from "./buckets.ts";
import * as limits from "./limits.ts";
import { err, ok, type Result } from "./result.ts";
import { PROTOCOL_VERSION } from "./version.ts";

export const NONCE_BYTES = 24;
export const TAG_BYTES = 16;

export interface EnvelopeHeader {
  /** Key epoch of the room whose key sealed it. */
  readonly epoch: number;
  readonly nonce: Uint8Array;
}

export interface Envelope extends EnvelopeHeader {
  readonly ciphertext: Uint8Array;
}

const ciphertextSizes: ReadonlySet<number> = new Set(paddingBuckets.map((n) => n + TAG_BYTES));

/** Header bytes: the authenticated data of the ciphertext together with the room id (SPEC E2). */
export function encodeHeader(header: EnvelopeHeader): Uint8Array<ArrayBuffer> {
  return new Writer(32)
    .u8(PROTOCOL_VERSION << 4)
    .varint(header.epoch)
    .raw(header.nonce)
    .finish();
}

export function encodeEnvelope(envelope: Envelope): Uint8Array<ArrayBuffer> {
  return concatBytes(encodeHeader(envelope), envelope.ciphertext);
}

/**
 * Reads the outside of an envelope; the only door for envelope bytes. Total: never throws.
 * Flags must be zero and the ciphertext must have a bucket's size.
 */
export function parseEnvelope(bytes: Uint8Array): Result<Envelope, DecodeError> {
  if (bytes.length > limits.envelopeBytes) return err({ kind: "too-large", what: "envelope" });
  const reader = new Reader(bytes);
  const first = reader.u8();
  if (first >> 4 !== PROTOCOL_VERSION) {
    return err({ kind: "unsupported-version", what: "envelope version" });
  }
  if ((first & 0x0f) !== 0) reader.fail();
  const epoch = reader.varint(limits.epoch);
  const nonce = reader.raw(NONCE_BYTES);
  const ciphertext = reader.rest(limits.envelopeBytes);
  if (!reader.done || !ciphertextSizes.has(ciphertext.length)) {
    return err({ kind: "malformed", what: "envelope" });
  }
  return ok({ epoch, nonce, ciphertext });
}

const envelopeLabel = utf8("fc1/env");

/** Transport id (SPEC E9): SHA-256("fc1/env" || roomId || envelope bytes)[0..16]. */
export function envelopeId(room: RoomId, bytes: Uint8Array): EnvelopeId {
  const hash = sha256.create().update(envelopeLabel).update(idToBytes(room)).update(bytes).digest();
  return idFromBytes("EnvelopeId", hash.subarray(0, 16));
}
