/**
 * A room for bare frames: keys and certificate that a relay accepts, and envelopes of the right
 * shape with noise inside. A relay is blind, so to it they are like any others.
 */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import {
  type Certificate,
  certificateDigest,
  certificateTranscript,
  encodeEnvelope,
  type FrameOf,
  joinTranscript,
  NONCE_BYTES,
  noExtensions,
  paddingBuckets,
  type RoomId,
  roomIdOf,
  TAG_BYTES,
} from "@festival-chat/protocol/wire";

export interface KeyPair {
  readonly secret: KeyObject;
  /** 32 bytes (RFC 8032). */
  readonly publicKey: Uint8Array;
}

/** A fresh Ed25519 key pair. */
export function createKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  return { secret: privateKey, publicKey: new Uint8Array(Buffer.from(x, "base64url")) };
}

const signed = ({ secret }: KeyPair, message: Uint8Array): Uint8Array =>
  new Uint8Array(sign(null, message, secret));

/** 256 bytes of plaintext: a short message with its padding. */
const [, , bucketBytes = 256] = paddingBuckets;

const noise = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** An envelope whose ciphertext begins with the run's mark and the message's number. */
export function createRawEnvelope(mark: number, number: number): Uint8Array {
  const ciphertext = noise(bucketBytes + TAG_BYTES);
  const view = new DataView(ciphertext.buffer);
  view.setUint32(0, mark);
  view.setUint32(4, number);
  return encodeEnvelope({ epoch: 0, nonce: noise(NONCE_BYTES), ciphertext });
}

/** Header bytes before the ciphertext: version, epoch 0, nonce. */
const headerBytes = 1 + 1 + NONCE_BYTES;

/** The number inside an envelope of this run, or undefined for any other. */
export function rawNumber(mark: number, envelope: Uint8Array): number | undefined {
  if (envelope.length < headerBytes + 8) return undefined;
  const view = new DataView(envelope.buffer, envelope.byteOffset + headerBytes, 8);
  return view.getUint32(0) === mark ? view.getUint32(4) : undefined;
}

export interface RawRoom {
  readonly id: RoomId;
  readonly keys: KeyPair;
  readonly certificate: Certificate;
  /** Tells this run's envelopes from whatever else lies in the room. */
  readonly mark: number;
}

export function createRawRoom(): RawRoom {
  const keys = createKeyPair();
  const host = createKeyPair();
  const id = roomIdOf(keys.publicKey);
  const card = createRawEnvelope(0, 0);
  const certificate = {
    hostKey: host.publicKey,
    version: 1,
    card,
    signature: signed(host, certificateTranscript(id, 1, card)),
  };
  return { id, keys, certificate, mark: randomBytes(4).readUInt32BE() };
}

/** What a join needs besides the room. */
export interface RawJoin {
  readonly origin: string;
  readonly hello: FrameOf<"hello">;
  readonly device: KeyPair;
  readonly cursor: FrameOf<"join">["cursor"];
}

/** A signed join; it carries the certificate, so it also creates the room. */
export function createRawJoin(room: RawRoom, join: RawJoin): FrameOf<"join"> {
  const nonce = noise(16);
  const transcript = joinTranscript({
    origin: join.origin,
    room: room.id,
    relayNonce: join.hello.nonce,
    clientNonce: nonce,
    deviceKey: join.device.publicKey,
    relayTime: join.hello.relayTime,
    certificateDigest: certificateDigest(room.certificate),
  });
  return {
    kind: "join",
    ref: 1,
    room: room.id,
    roomKey: room.keys.publicKey,
    deviceKey: join.device.publicKey,
    nonce,
    roomSignature: signed(room.keys, transcript),
    deviceSignature: signed(join.device, transcript),
    cursor: join.cursor,
    recent: 0,
    certificate: room.certificate,
    extensions: noExtensions,
  };
}
