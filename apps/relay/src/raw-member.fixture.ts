/** A member made of keys and frames, without the client engine: for tests of the relay alone. */
import { createPrivateKey, createPublicKey, randomBytes, sign } from "node:crypto";
import {
  certificateDigest,
  certificateTranscript,
  type Certificate,
  encodeEnvelope,
  type Frame,
  type FrameOf,
  joinTranscript,
  noExtensions,
  type RoomId,
  roomIdOf,
} from "@festival-chat/protocol/wire";

const pkcs8Head = Buffer.from("302e020100300506032b657004220420", "hex");

export interface KeyPair {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** An Ed25519 key pair of this seed. */
export function keyPair(seed: Uint8Array = randomBytes(32)): KeyPair {
  const der = Buffer.concat([pkcs8Head, seed]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  return {
    publicKey: new Uint8Array(spki.subarray(-32)),
    sign: (message) => new Uint8Array(sign(null, message, key)),
  };
}

/** A room's keys and its certificate, as its host has them. */
export interface TestRoom {
  readonly id: RoomId;
  readonly auth: KeyPair;
  readonly host: KeyPair;
  certificate(version?: number, signer?: KeyPair): Certificate;
}

export function testRoom(auth: KeyPair = keyPair(), host: KeyPair = keyPair()): TestRoom {
  const id = roomIdOf(auth.publicKey);
  return {
    id,
    auth,
    host,
    certificate(version = 1, signer = host) {
      const card = new Uint8Array(64).fill(version);
      const signature = signer.sign(certificateTranscript(id, version, card));
      return { hostKey: signer.publicKey, version, card, signature };
    },
  };
}

/** What may differ from a join that is right. */
export type JoinChanges = Partial<FrameOf<"join">> & { readonly origin?: string };

/** The join frame that answers this hello. */
export function joinFrame(
  hello: FrameOf<"hello">,
  room: TestRoom,
  device: KeyPair,
  origin: string,
  changes: JoinChanges = {},
): FrameOf<"join"> {
  const { origin: claimed = origin, ...fields } = changes;
  const nonce = fields.nonce ?? randomBytes(16);
  const { certificate } = fields;
  const transcript = joinTranscript({
    origin: claimed,
    room: room.id,
    relayNonce: hello.nonce,
    clientNonce: nonce,
    deviceKey: device.publicKey,
    relayTime: hello.relayTime,
    certificateDigest: certificate === undefined ? undefined : certificateDigest(certificate),
  });
  return {
    kind: "join",
    ref: 1,
    room: room.id,
    roomKey: room.auth.publicKey,
    deviceKey: device.publicKey,
    nonce,
    roomSignature: room.auth.sign(transcript),
    deviceSignature: device.sign(transcript),
    cursor: undefined,
    recent: 50,
    certificate,
    extensions: noExtensions,
    ...fields,
  };
}

/** An envelope that only looks sealed: the relay cannot tell. */
export const testEnvelope = (size = 152 + 16): Uint8Array =>
  encodeEnvelope({ epoch: 0, nonce: randomBytes(24), ciphertext: randomBytes(size) });

/** Frames that came, and promises for those to come. */
export interface Inbox {
  push(frame: Frame): void;
  /** Takes the next frame of this kind that nobody took; waits for it. */
  next<K extends Frame["kind"]>(kind: K): Promise<FrameOf<K>>;
  /** Takes what is there of this kind. */
  taken<K extends Frame["kind"]>(kind: K): FrameOf<K>[];
  readonly all: readonly Frame[];
}

export function createInbox(): Inbox {
  const all: Frame[] = [];
  const fresh: Frame[] = [];
  const waiting: { kind: string; give: (frame: Frame) => void }[] = [];
  const isKind = <K extends Frame["kind"]>(frame: Frame, kind: K): frame is FrameOf<K> =>
    frame.kind === kind;
  return {
    all,
    push(frame) {
      all.push(frame);
      const index = waiting.findIndex(({ kind }) => kind === frame.kind);
      if (index < 0) fresh.push(frame);
      else waiting.splice(index, 1)[0]?.give(frame);
    },
    next(kind) {
      return new Promise((resolve) => {
        const index = fresh.findIndex((frame) => frame.kind === kind);
        const found = index < 0 ? undefined : fresh.splice(index, 1)[0];
        if (found !== undefined && isKind(found, kind)) return resolve(found);
        waiting.push({ kind, give: (frame) => void (isKind(frame, kind) && resolve(frame)) });
      });
    },
    taken(kind) {
      const found = fresh.filter((frame) => isKind(frame, kind));
      for (const frame of found) fresh.splice(fresh.indexOf(frame), 1);
      return found;
    },
  };
}
