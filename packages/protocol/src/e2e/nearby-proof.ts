/**
 * Proof of an end of a link between phones (SPEC W7): it is a device of the room, and it speaks on
 * this very channel. A channel of somebody in between has other fingerprints.
 */
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, equalBytes, utf8 } from "../wire/bytes.ts";
import { type AuthorKey, type DeviceTag, idFromBytes, idToBytes } from "../wire/ids.ts";
import { deviceTagOf } from "../wire/transcript.ts";
import type { AuthorChecks, Identity } from "./identity.ts";
import type { RoomKeys } from "./room-key.ts";
import type { Signatures } from "./signatures.ts";

/** What is known of an end before it proved anything. */
export interface LinkEnd {
  readonly tag: DeviceTag;
  /** Of its DTLS certificate on this channel (32 bytes). */
  readonly fingerprint: Uint8Array;
  /** It said it in its greeting (16 bytes). */
  readonly nonce: Uint8Array;
}

export interface Proof {
  readonly deviceKey: Uint8Array;
  readonly signature: Uint8Array;
  readonly mac: Uint8Array;
}

const proofTranscript = (keys: RoomKeys, by: LinkEnd, to: LinkEnd, key: Uint8Array): Uint8Array =>
  concatBytes(
    utf8("fc1/nearby\0"),
    idToBytes(keys.room),
    by.fingerprint,
    to.fingerprint,
    by.nonce,
    to.nonce,
    key,
    idToBytes(to.tag),
  );

/** 32 bytes that only members can make. */
function roomMac(keys: RoomKeys, transcript: Uint8Array, signature: Uint8Array): Uint8Array {
  const key = keys.key("mesh-hello", 0);
  if (key === undefined) throw new RangeError("no key of epoch 0");
  return hmac(sha256, key, concatBytes(transcript, signature));
}

/** What `own` shows to `other`. */
export async function makeProof(
  keys: RoomKeys,
  identity: Identity,
  own: LinkEnd,
  other: LinkEnd,
  signatures: Signatures,
): Promise<Proof> {
  const transcript = proofTranscript(keys, own, other, identity.publicKey);
  const signature = await signatures.sign(identity.secret, transcript);
  const mac = roomMac(keys, transcript, signature);
  return { deviceKey: identity.publicKey, signature, mac };
}

/** Who `other` is, or undefined: not who it said, not of the room, or not on this channel. Total. */
export async function checkProof(
  keys: RoomKeys,
  own: LinkEnd,
  other: LinkEnd,
  proof: Proof,
  authors: AuthorChecks,
  signatures: Signatures,
): Promise<AuthorKey | undefined> {
  const { deviceKey, signature, mac } = proof;
  // Our own words, thrown back at us.
  if (other.tag === own.tag || equalBytes(other.nonce, own.nonce)) return undefined;
  if (deviceKey.length !== 32 || deviceTagOf(keys.room, deviceKey) !== other.tag) return undefined;
  const transcript = proofTranscript(keys, other, own, deviceKey);
  if (!equalBytes(roomMac(keys, transcript, signature), mac)) return undefined;
  if (!authors.check(deviceKey)) return undefined;
  const signed = await signatures.verify(deviceKey, transcript, signature);
  return signed ? idFromBytes("AuthorKey", deviceKey) : undefined;
}
