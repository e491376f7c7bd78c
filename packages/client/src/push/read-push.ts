/**
 * What a push tells, read on a phone whose app is closed (SPEC R5, R6). Total: whatever the bytes
 * and whatever is stored, there is an answer, for something has to be shown.
 */
import {
  createAuthorChecks,
  deriveRoomKeys,
  type Opened,
  openCertificate,
  type RoomKeys,
  type Signatures,
} from "@festival-chat/protocol/e2e";
import {
  type AuthorKey,
  decodePushPayload,
  type Millis,
  type PushPayload,
  type RoomId,
} from "@festival-chat/protocol/wire";
import type { StoredRoom } from "../core/stored.ts";
import { friendlyName } from "../friendly-name.ts";
import { sealing } from "../sealing.ts";

export type PushNews =
  /** A message that opened and verified. */
  | {
      readonly kind: "message";
      readonly room: RoomId;
      readonly roomName: string | undefined;
      readonly author: string;
      readonly text: string;
      readonly called: boolean;
      readonly at: Millis;
    }
  /** A room of this phone has something new; what, is told by the app. */
  | {
      readonly kind: "something";
      readonly room: RoomId;
      readonly roomName: string | undefined;
      readonly called: boolean;
    }
  /** Forged, damaged, or of a room that is not here: nothing of it is believed. */
  | { readonly kind: "unknown" };

/** What the phone keeps of a room. */
export interface KeptRoom {
  readonly stored: StoredRoom;
  readonly blocked: ReadonlySet<AuthorKey>;
}

export interface PushReaderPorts {
  readonly signatures: Signatures;
  /** Undefined where the room is not on this phone, or its storage does not answer. */
  room(id: RoomId): Promise<KeptRoom | undefined>;
}

/** Reads the bytes of a push. Never rejects. */
export async function readPush(
  bytes: Uint8Array | undefined,
  ports: PushReaderPorts,
): Promise<PushNews> {
  const payload = bytes === undefined ? undefined : decodePushPayload(bytes);
  if (payload === undefined) return { kind: "unknown" };
  try {
    const kept = await ports.room(payload.room);
    return kept === undefined ? { kind: "unknown" } : await tell(payload, kept, ports.signatures);
  } catch {
    return { kind: "unknown" };
  }
}

async function tell(
  payload: PushPayload,
  { stored, blocked }: KeptRoom,
  signatures: Signatures,
): Promise<PushNews> {
  const { room, called, envelope } = payload;
  const keys = await deriveRoomKeys(stored.root, signatures);
  const roomName = await nameOf(stored, keys, signatures);
  const something = { kind: "something", room, roomName, called } as const;
  // The word alone: whoever sent it knows that we are in the room, and nothing else.
  if (envelope.length === 0) return something;
  const opened = await sealing.open(keys, envelope, createAuthorChecks(), signatures);
  if (!opened.ok) {
    const newer = ["unknown-epoch", "unsupported-version"].includes(opened.error.kind);
    return newer ? something : { kind: "unknown" };
  }
  const { author, content, name, hlc }: Opened = opened.value;
  const isText = content.kind === "text" || content.kind === "reply";
  // Of people who are blocked not a word is shown; that something came, browsers insist on.
  if (!isText || blocked.has(author)) return { ...something, called: false };
  return {
    ...something,
    kind: "message",
    author: name ?? friendlyName(author),
    text: content.text,
    at: hlc.ms,
  };
}

async function nameOf(
  { certificate, expectedHost }: StoredRoom,
  keys: RoomKeys,
  signatures: Signatures,
): Promise<string | undefined> {
  if (certificate === undefined) return undefined;
  const card = await openCertificate(keys, certificate, expectedHost, signatures);
  return card.ok ? card.value.name : undefined;
}
