/**
 * The exact bytes that are signed outside envelopes. Every transcript starts with a label of its
 * own that ends in a zero byte, so that no signature can stand for another (SPEC K8).
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8, Writer } from "./bytes.ts";
import { type DeviceTag, idFromBytes, idToBytes, type Millis, type RoomId } from "./ids.ts";

const zero = new Uint8Array(32);

/** What both signatures of a join cover (SPEC L5). */
export interface JoinTranscript {
  /** Web origin of the page, as the browser sends it in the Origin header. */
  readonly origin: string;
  readonly room: RoomId;
  /** hello.nonce of this link. */
  readonly relayNonce: Uint8Array;
  readonly clientNonce: Uint8Array;
  readonly deviceKey: Uint8Array;
  /** hello.relayTime of this link. */
  readonly relayTime: Millis;
  /** certificateDigest of the certificate that the join presents. */
  readonly certificateDigest: Uint8Array | undefined;
}

export function joinTranscript(join: JoinTranscript): Uint8Array<ArrayBuffer> {
  return new Writer(256)
    .raw(utf8("fc1/join\0"))
    .run(utf8(join.origin))
    .raw(idToBytes(join.room))
    .raw(join.relayNonce)
    .raw(join.clientNonce)
    .raw(join.deviceKey)
    .uint(join.relayTime, 6)
    .raw(join.certificateDigest ?? zero)
    .finish();
}

/** What the host signs to create a room or to change its card (SPEC K7). */
export function certificateTranscript(
  room: RoomId,
  version: number,
  card: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return new Writer(128)
    .raw(utf8("fc1/card\0"))
    .raw(idToBytes(room))
    .uint(version, 6)
    .raw(sha256(card))
    .finish();
}

/** SHA-256 over host key, version, card hash and signature: names a certificate in a join. */
export function certificateDigest(certificate: {
  readonly hostKey: Uint8Array;
  readonly version: number;
  readonly card: Uint8Array;
  readonly signature: Uint8Array;
}): Uint8Array {
  return sha256(
    new Writer(160)
      .raw(certificate.hostKey)
      .uint(certificate.version, 6)
      .raw(sha256(certificate.card))
      .raw(certificate.signature)
      .finish(),
  );
}

/** roomId = SHA-256("fc1/room-id" || roomAuthPk)[0..16]: certifies itself, cannot be squatted. */
export const roomIdOf = (roomKey: Uint8Array): RoomId =>
  idFromBytes("RoomId", sha256(concatBytes(utf8("fc1/room-id"), roomKey)).subarray(0, 16));

/** deviceTag = SHA-256("fc1/device" || roomId || devicePk)[0..8] (SPEC P1). */
export const deviceTagOf = (room: RoomId, deviceKey: Uint8Array): DeviceTag =>
  idFromBytes(
    "DeviceTag",
    sha256(concatBytes(utf8("fc1/device"), idToBytes(room), deviceKey)).subarray(0, 8),
  );
