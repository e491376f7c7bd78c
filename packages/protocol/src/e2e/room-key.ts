/**
 * Everything that follows from a room's root secret (SPEC K1 to K4): the key that proves
 * membership, the room's id, and one sealing key per purpose and epoch.
 */
import { expand, extract } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8 } from "../wire/bytes.ts";
import type { RoomId } from "../wire/ids.ts";
import { roomIdOf } from "../wire/transcript.ts";
import type { Signatures } from "./signatures.ts";

/** What a key seals. One key per purpose: a ciphertext of one can never pass as another. */
export const keyPurposes = [
  "msg",
  "signal",
  "push",
  "mesh-hello",
  "presence",
  "blob",
  "ephemeral",
  "card",
] as const;
export type KeyPurpose = (typeof keyPurposes)[number];

/** Bytes of a root secret. */
export const ROOT_BYTES = 16;

export interface RoomKeys {
  /** The secret itself (16 bytes): what a link carries. */
  readonly root: Uint8Array;
  readonly room: RoomId;
  /** 32-byte Ed25519 seed: every member holds it and proves membership with it. */
  readonly authSecret: Uint8Array;
  /** 32-byte public key; its hash is the room id. */
  readonly authKey: Uint8Array;
  /**
   * 32 bytes that only members can derive, for people to compare: X("band", 32) (SPEC K1). They say
   * nothing about any other key.
   */
  readonly fingerprint: Uint8Array;
  /** 32-byte key, or undefined when the secret of that epoch is not known. Epoch 0 always is. */
  key(purpose: KeyPurpose, epoch: number): Uint8Array | undefined;
}

/**
 * Derives the keys of epoch 0.
 * @param root 16 bytes from a link, a QR code or the six words; another length is a bug and throws
 */
export async function deriveRoomKeys(root: Uint8Array, signatures: Signatures): Promise<RoomKeys> {
  if (root.length !== ROOT_BYTES) throw new RangeError(`root: ${root.length} bytes`);
  const pseudorandom = extract(sha256, root, utf8("fc1"));
  /** X(label) of SPEC K1: 32 bytes that only members can derive. */
  const fromRoot = (label: "room-auth-ed25519" | "epoch-secret-0" | "band"): Uint8Array =>
    expand(sha256, pseudorandom, utf8(`fc1/${label}`), 32);
  const authSecret = fromRoot("room-auth-ed25519");
  const epochSecret = fromRoot("epoch-secret-0");
  const authKey = await signatures.publicKey(authSecret);
  const room = roomIdOf(authKey);
  const keys = new Map<KeyPurpose, Uint8Array>();
  // Each is derived when it is first asked for: a page that opens a room needs two of them.
  const derived = (purpose: KeyPurpose): Uint8Array => {
    const known = keys.get(purpose);
    const key = known ?? expand(sha256, epochSecret, utf8(`fc1/${purpose}/${room}/0`), 32);
    if (known === undefined) keys.set(purpose, key);
    return key;
  };
  return {
    root,
    room,
    authSecret,
    authKey,
    fingerprint: fromRoot("band"),
    key: (purpose, epoch) => (epoch === 0 ? derived(purpose) : undefined),
  };
}

/** Key of one message (SPEC K5): HKDF-Expand(K_msg, "fc1/mk" || nonce, 32). */
export const messageKey = (key: Uint8Array, nonce: Uint8Array): Uint8Array =>
  expand(sha256, key, concatBytes(utf8("fc1/mk"), nonce), 32);
