/** The frame that lets this device into a room: by ticket, or signed for this very link (SPEC L5, L8). */
import {
  certificateDigest,
  type FrameOf,
  joinTranscript,
  noExtensions,
} from "@festival-chat/protocol/wire";
import type { Signatures } from "@festival-chat/protocol/e2e";
import * as bounds from "./core/bounds.ts";
import type { RoomEffect } from "./core/effect.ts";
import type { RoomCore } from "./room-core.ts";

export interface JoinContext {
  readonly hello: FrameOf<"hello">;
  readonly origin: string;
  /** 16 fresh bytes. */
  readonly nonce: Uint8Array;
  readonly signatures: Signatures;
}

export async function makeJoinFrame(
  core: RoomCore,
  wanted: RoomEffect & { kind: "join" },
  context: JoinContext,
): Promise<FrameOf<"join"> | FrameOf<"resume">> {
  const { ref, proof, ticket } = wanted;
  const { cursor } = core.log;
  const recent = bounds.firstRecords;
  const { room } = core.stored;
  if (ticket !== undefined) return { kind: "resume", ref, room, ticket, cursor, recent };
  const { hello, origin, nonce, signatures } = context;
  const { keys, identity } = core;
  const certificate = proof === "certificate" ? core.stored.certificate : undefined;
  const transcript = joinTranscript({
    origin,
    room,
    relayNonce: hello.nonce,
    clientNonce: nonce,
    deviceKey: identity.publicKey,
    relayTime: hello.relayTime,
    certificateDigest: certificate === undefined ? undefined : certificateDigest(certificate),
  });
  const [roomSignature, deviceSignature] = await Promise.all([
    signatures.sign(keys.authSecret, transcript),
    signatures.sign(identity.secret, transcript),
  ]);
  return {
    kind: "join",
    ref,
    room,
    roomKey: keys.authKey,
    deviceKey: identity.publicKey,
    nonce,
    roomSignature,
    deviceSignature,
    cursor,
    recent,
    certificate,
    extensions: noExtensions,
  };
}
