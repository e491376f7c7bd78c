/** Rooms and devices as key pairs, and the join frame that proves them (SPEC L4). */
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import {
  type Certificate,
  certificateDigest,
  certificateTranscript,
  encodeEnvelope,
  type FrameOf,
  joinTranscript,
  noExtensions,
  type RoomId,
  roomIdOf,
} from "@festival-chat/protocol/wire";

export interface KeyPair {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** A new Ed25519 key pair. */
export function newKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return {
    publicKey: new Uint8Array(publicKey.export({ format: "der", type: "spki" }).subarray(-32)),
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}

export interface RoomKeys {
  readonly id: RoomId;
  readonly auth: KeyPair;
  readonly certificate: Certificate;
}

/** A new room with a host of its own. */
export function newRoom(): RoomKeys {
  const auth = newKeyPair();
  const host = newKeyPair();
  const id = roomIdOf(auth.publicKey);
  const version = 1;
  const card = new Uint8Array(randomBytes(256));
  const signature = host.sign(certificateTranscript(id, version, card));
  return { id, auth, certificate: { hostKey: host.publicKey, version, card, signature } };
}

/** The join that answers this hello, presenting the room's certificate. No history is asked for. */
export function joinFrame(
  hello: FrameOf<"hello">,
  room: RoomKeys,
  device: KeyPair,
  origin: string,
  ref: number,
): FrameOf<"join"> {
  const { certificate } = room;
  const nonce = new Uint8Array(randomBytes(16));
  const transcript = joinTranscript({
    origin,
    room: room.id,
    relayNonce: hello.nonce,
    clientNonce: nonce,
    deviceKey: device.publicKey,
    relayTime: hello.relayTime,
    certificateDigest: certificateDigest(certificate),
  });
  return {
    kind: "join",
    ref,
    room: room.id,
    roomKey: room.auth.publicKey,
    deviceKey: device.publicKey,
    nonce,
    roomSignature: room.auth.sign(transcript),
    deviceSignature: device.sign(transcript),
    cursor: undefined,
    recent: 0,
    certificate,
    extensions: noExtensions,
  };
}

/** Plaintext of the envelopes of the bench: the smallest bucket that holds 256 bytes. */
export const plaintextBytes = 256;
export const ciphertextBytes: number = plaintextBytes + 16;

/** An envelope that only looks sealed: the relay cannot tell. */
export const newEnvelope = (): Uint8Array =>
  encodeEnvelope({
    epoch: 0,
    nonce: new Uint8Array(randomBytes(24)),
    ciphertext: new Uint8Array(ciphertextBytes),
  });
