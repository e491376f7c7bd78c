/**
 * What a device wrote itself, read back from the bytes it made. Without the signature check: that
 * they are its own is known from where they were kept, and of others' nothing is read here.
 */
import { concatBytes } from "../wire/bytes.ts";
import { paddingBuckets } from "../wire/buckets.ts";
import { encodeHeader, parseEnvelope } from "../wire/envelope.ts";
import { idToBytes } from "../wire/ids.ts";
import type { Content } from "./content.ts";
import { readInner } from "./inner-codec.ts";
import { unpad } from "./padding.ts";
import { plainContents } from "./plain-contents.ts";
import { messageKey, type RoomKeys } from "./room-key.ts";
import { decrypt, SIGNATURE_BYTES } from "./sealing.ts";

/** The content of an own envelope; undefined of bytes that are none. Total. */
export function readOwn(keys: RoomKeys, bytes: Uint8Array): Content | undefined {
  const parsed = parseEnvelope(bytes);
  const key = parsed.ok ? keys.key("msg", parsed.value.epoch) : undefined;
  if (!parsed.ok || key === undefined) return undefined;
  const { nonce, ciphertext } = parsed.value;
  const aad = concatBytes(idToBytes(keys.room), encodeHeader(parsed.value));
  const padded = decrypt(messageKey(key, nonce), nonce, aad, ciphertext);
  const plain = padded === undefined ? undefined : unpad(padded, paddingBuckets);
  if (plain === undefined || plain.length < SIGNATURE_BYTES) return undefined;
  return readInner(plain.subarray(0, plain.length - SIGNATURE_BYTES), plainContents)?.content;
}
