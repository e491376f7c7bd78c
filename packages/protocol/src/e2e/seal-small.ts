/** Sealing of what is not a message: presence, ephemeral states, signalling, the room card (SPEC E8). */
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { concatBytes, Reader } from "../wire/bytes.ts";
import { encodeHeader, NONCE_BYTES } from "../wire/envelope.ts";
import { idToBytes } from "../wire/ids.ts";
import { smallBuckets } from "../wire/buckets.ts";
import * as limits from "../wire/limits.ts";
import { PROTOCOL_VERSION } from "../wire/version.ts";
import { pad, unpad } from "./padding.ts";
import type { RoomKeys } from "./room-key.ts";
import { decrypt } from "./sealing.ts";

/** What may be sealed without a signature of its own. */
export type SmallPurpose = keyof typeof smallBuckets;

/** Most bytes that {@link sealSmall} takes. */
export const smallPlainBytes = (purpose: SmallPurpose): number =>
  Math.max(...smallBuckets[purpose]) - 1;

/**
 * Seals under the key of a purpose: header (as of an envelope) and ciphertext.
 * An unknown epoch, a wrong nonce or more than {@link smallPlainBytes} is a bug and throws.
 * @param nonce 24 fresh bytes of a CSPRNG
 */
export function sealSmall(
  keys: RoomKeys,
  purpose: SmallPurpose,
  epoch: number,
  plain: Uint8Array,
  nonce: Uint8Array,
): Uint8Array {
  const key = keys.key(purpose, epoch);
  const padded = pad(plain, smallBuckets[purpose]);
  if (key === undefined) throw new RangeError(`no key of epoch ${epoch}`);
  if (padded === undefined) throw new RangeError(`${purpose}: ${plain.length} bytes`);
  if (nonce.length !== NONCE_BYTES) throw new RangeError(`nonce: ${nonce.length} bytes`);
  const header = encodeHeader({ epoch, nonce });
  const aad = concatBytes(idToBytes(keys.room), header);
  return concatBytes(header, xchacha20poly1305(key, nonce, aad).encrypt(padded));
}

/** What {@link sealSmall} sealed, or undefined for anything else. Total. */
export function openSmall(
  keys: RoomKeys,
  purpose: SmallPurpose,
  bytes: Uint8Array,
): Uint8Array | undefined {
  const reader = new Reader(bytes);
  if (reader.u8() !== PROTOCOL_VERSION << 4) return undefined;
  const epoch = reader.varint(limits.epoch);
  const nonce = reader.raw(NONCE_BYTES);
  const ciphertext = reader.rest(limits.signalBytes);
  if (!reader.done) return undefined;
  const key = keys.key(purpose, epoch);
  if (key === undefined) return undefined;
  const aad = concatBytes(idToBytes(keys.room), encodeHeader({ epoch, nonce }));
  const padded = decrypt(key, nonce, aad, ciphertext);
  return padded === undefined ? undefined : unpad(padded, smallBuckets[purpose]);
}
