/**
 * Frames: everything that travels on a link, as a discriminated union.
 *
 * A link is a relay's WebSocket or another phone's data channel; one codec serves both. Directions
 * are named c (client) and r (relay). `channel` is the relay's short number for a room; it is the
 * same for every link of one relay process, so that one encoded deliver serves a whole room.
 */
import type { Extensions } from "./extensions.ts";
import type { DeviceTag, EnvelopeId, LogEpoch, Millis, RelayId, RoomId, Seq } from "./ids.ts";

/** Numbers on the wire. 24 to 39 are reserved for the mesh, 40 to 47 for blobs; 48 to 55: reach-frames.ts; 56 to 59: announcement.ts. */
export const frameTypes = {
  hello: 1,
  join: 2,
  resume: 3,
  joined: 4,
  leave: 5,
  deliver: 6,
  publish: 7,
  ack: 8,
  refuse: 9,
  pull: 10,
  page: 11,
  reset: 12,
  announce: 13,
  presence: 14,
  roster: 15,
  ephemeral: 16,
  signal: 17,
  have: 18,
  want: 19,
  ping: 20,
  pong: 21,
  bye: 22,
  card: 23,
} as const;

export type FrameKind = keyof typeof frameTypes;

/** Where a client stands in the log of one relay database. */
export interface Cursor {
  readonly logEpoch: LogEpoch;
  /** Highest seq durably taken; 0 when nothing yet. */
  readonly seq: Seq;
}

/**
 * Room certificate: the host's signature over the sealed room card. It creates the room on a relay
 * that does not know it, whoever presents it, so members can heal a relay that lost its database.
 */
export interface Certificate {
  /** Ed25519 key of the room's host (32 bytes). */
  readonly hostKey: Uint8Array;
  /** Rises with every change of the card; the highest wins. */
  readonly version: number;
  /** Sealed envelope with the room's name, words and rules. Opaque to the relay. */
  readonly card: Uint8Array;
  /** Ed25519 over certificateTranscript (64 bytes). */
  readonly signature: Uint8Array;
}

/** One entry of a room's log as it travels. */
export interface LogRecord {
  readonly seq: Seq;
  /** Seq of the entry before; a reader whose cursor differs has a hole. 0 before the first. */
  readonly prev: Seq;
  /** Relay time of the commit. */
  readonly receivedAt: Millis;
  readonly envelope: Uint8Array;
}

/** A device as presence shows it. */
export interface Present {
  readonly tag: DeviceTag;
  /** Sealed name and state; at most limits.presenceBytes. */
  readonly sealed: Uint8Array;
}

/** What a relay offers about the members that are here. */
export type PresenceBody =
  | { readonly mode: "exact"; readonly present: readonly Present[] }
  | {
      readonly mode: "change";
      readonly arrived: readonly Present[];
      readonly left: readonly DeviceTag[];
    }
  | { readonly mode: "digest"; readonly count: number; readonly digest: Uint8Array }
  | { readonly mode: "count"; readonly count: number };

export const environments = ["development", "staging", "production"] as const;
export type Environment = (typeof environments)[number];

export const resetReasons = ["new-log", "trimmed", "rolled-back"] as const;
export type ResetReason = (typeof resetReasons)[number];

export type Frame =
  /** r: first frame on a link. */
  | {
      readonly kind: "hello";
      readonly versions: { readonly min: number; readonly max: number };
      /** 32 random bytes of this socket; every join on it signs them. */
      readonly nonce: Uint8Array;
      readonly relayTime: Millis;
      readonly relay: RelayId;
      readonly environment: Environment;
      readonly extensions: Extensions;
    }
  /** c: prove membership and say where to continue. */
  | {
      readonly kind: "join";
      readonly ref: number;
      readonly room: RoomId;
      /** Room auth public key: its hash is the room id. */
      readonly roomKey: Uint8Array;
      readonly deviceKey: Uint8Array;
      /** 16 random bytes, used once on this socket. */
      readonly nonce: Uint8Array;
      readonly roomSignature: Uint8Array;
      readonly deviceSignature: Uint8Array;
      readonly cursor: Cursor | undefined;
      /** Without a usable cursor: how many of the newest records to deliver at once. */
      readonly recent: number;
      /** Present to create the room here, or to heal a relay that lost it. */
      readonly certificate: Certificate | undefined;
      readonly extensions: Extensions;
    }
  /** c: join again with a ticket instead of signatures. */
  | {
      readonly kind: "resume";
      readonly ref: number;
      readonly room: RoomId;
      readonly ticket: Uint8Array;
      readonly cursor: Cursor | undefined;
      readonly recent: number;
    }
  /** r: the join succeeded; deliver frames continue after `from`. */
  | {
      readonly kind: "joined";
      readonly ref: number;
      readonly channel: number;
      readonly device: DeviceTag;
      readonly logEpoch: LogEpoch;
      /** Oldest seq still held (head + 1 when the log is empty). */
      readonly first: Seq;
      readonly head: Seq;
      /** Deliveries continue after this seq: the cursor, or a point `recent` records before head. */
      readonly from: Seq;
      readonly relayTime: Millis;
      readonly members: number;
      readonly ticket: Uint8Array;
      readonly certificate: Certificate | undefined;
      readonly extensions: Extensions;
    }
  | { readonly kind: "leave"; readonly channel: number }
  /** r: committed records in order. */
  | { readonly kind: "deliver"; readonly channel: number; readonly records: readonly LogRecord[] }
  /** c: append this. Idempotent by envelope id, whoever carries it. */
  | {
      readonly kind: "publish";
      readonly channel: number;
      readonly ref: number;
      readonly envelope: Uint8Array;
    }
  /** r: committed; one pair per publish. */
  | {
      readonly kind: "ack";
      readonly channel: number;
      readonly acks: readonly { readonly ref: number; readonly seq: Seq }[];
    }
  /** r: this frame was not taken. `ref` 0 speaks of the link. */
  | {
      readonly kind: "refuse";
      /** Frame type number that was refused, 0 when unknown. */
      readonly refused: number;
      readonly ref: number;
      /** Number of wireErrors; a client may meet one it does not know. */
      readonly code: number;
      readonly retryAfter: Millis;
    }
  | {
      readonly kind: "pull";
      readonly channel: number;
      readonly ref: number;
      readonly direction: "before" | "after";
      readonly seq: Seq;
      readonly limit: number;
    }
  /** r: answer to pull, ascending; `more` when the log continues beyond it in that direction. */
  | {
      readonly kind: "page";
      readonly channel: number;
      readonly ref: number;
      readonly more: boolean;
      readonly records: readonly LogRecord[];
    }
  /** r: the cursor could not be honoured; continue after `from`, and know that something is missing. */
  | {
      readonly kind: "reset";
      readonly channel: number;
      readonly logEpoch: LogEpoch;
      readonly first: Seq;
      readonly head: Seq;
      readonly from: Seq;
      readonly reason: ResetReason;
    }
  /** c: be seen in the room (or stop being seen). Reading alone announces nothing. */
  | {
      readonly kind: "announce";
      readonly channel: number;
      readonly here: boolean;
      readonly sealed: Uint8Array;
    }
  | { readonly kind: "presence"; readonly channel: number; readonly body: PresenceBody }
  /** c: ask for the exact list where the relay sends digests. */
  | { readonly kind: "roster"; readonly channel: number }
  /** both: never stored, dropped first. `from` is set by the relay; zeros from the client. */
  | {
      readonly kind: "ephemeral";
      readonly channel: number;
      readonly from: DeviceTag;
      readonly sealed: Uint8Array;
    }
  /** both: opaque signalling to one device. */
  | {
      readonly kind: "signal";
      readonly channel: number;
      readonly to: DeviceTag;
      readonly from: DeviceTag;
      readonly sealed: Uint8Array;
    }
  /** both: I hold these. */
  | { readonly kind: "have"; readonly channel: number; readonly ids: readonly EnvelopeId[] }
  /** both: of what you offered, publish these to me. */
  | { readonly kind: "want"; readonly channel: number; readonly ids: readonly EnvelopeId[] }
  | { readonly kind: "ping"; readonly token: number }
  /** Heads of the rooms joined on this link (empty from a client): free gap detection. */
  | {
      readonly kind: "pong";
      readonly token: number;
      readonly heads: readonly { readonly channel: number; readonly head: Seq }[];
    }
  /** The link ends; come back after this many milliseconds. */
  | { readonly kind: "bye"; readonly code: number; readonly reconnectAfter: Millis }
  /** c: the host's new room card. r: hands it to the members. */
  | { readonly kind: "card"; readonly channel: number; readonly certificate: Certificate };

/** A frame of one kind. */
export type FrameOf<K extends FrameKind> = Extract<Frame, { readonly kind: K }>;
