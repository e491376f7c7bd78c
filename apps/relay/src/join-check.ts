/** Checks of a join that need no signature and no waiting (SPEC L4, L6). Pure. */
import {
  certificateDigest,
  type FrameOf,
  joinTranscript,
  roomIdOf,
  certificateTranscript,
} from "@festival-chat/protocol/wire";
import type { Intent } from "./intent.ts";
import type { Session } from "./session.ts";

/** The room id must be the hash of the room key: so nobody can squat or guess a room. */
export function checkJoin(frame: FrameOf<"join">): Intent {
  if (roomIdOf(frame.roomKey) !== frame.room) {
    return { kind: "refuse", refused: "join", ref: frame.ref, error: "WrongRoom" };
  }
  return { kind: "join", frame };
}

/** A ticket is checked by whoever holds its key; empty is none. */
export function checkResume(frame: FrameOf<"resume">): Intent {
  if (frame.ticket.length === 0) {
    return { kind: "refuse", refused: "resume", ref: frame.ref, error: "BadTicket" };
  }
  return { kind: "resume", frame };
}

/** One Ed25519 signature to verify. */
export interface SignatureCheck {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** The signatures of room and device over what this link said (SPEC L5). */
export function joinSignatures(session: Session, frame: FrameOf<"join">): SignatureCheck[] {
  const { certificate } = frame;
  const message = joinTranscript({
    origin: session.origin,
    room: frame.room,
    relayNonce: session.nonce,
    clientNonce: frame.nonce,
    deviceKey: frame.deviceKey,
    relayTime: session.helloTime,
    certificateDigest: certificate === undefined ? undefined : certificateDigest(certificate),
  });
  return [
    { publicKey: frame.roomKey, message, signature: frame.roomSignature },
    { publicKey: frame.deviceKey, message, signature: frame.deviceSignature },
  ];
}

/** The host's signature over a room card (SPEC K7). */
export const certificateSignature = (
  room: FrameOf<"join">["room"],
  certificate: FrameOf<"card">["certificate"],
): SignatureCheck => ({
  publicKey: certificate.hostKey,
  message: certificateTranscript(room, certificate.version, certificate.card),
  signature: certificate.signature,
});
