/**
 * Frames about reaching devices whose app is closed (SPEC 2.2).
 *
 * They are rare and speak of what comes long after the first screen, so they have a codec of their
 * own: to the codec of the others they are frames of unknown types, which every end ignores (F4).
 */
import { Reader, Writer } from "./bytes.ts";
import { choice, type Codec, flag, id, raw, run, toEnd, variants, varint } from "./codec.ts";
import type { DecodeError } from "./errors.ts";
import type { DeviceTag } from "./ids.ts";
import * as limits from "./limits.ts";
import { err, ok, type Result } from "./result.ts";

/** Numbers on the wire, behind those kept for mesh and blobs. */
export const reachFrameTypes = { ring: 48, look: 49, subscribe: 50, unsubscribe: 51 } as const;

export type ReachKind = keyof typeof reachFrameTypes;

/** all: whatever rings. mentions: only what calls this device, or everybody. */
export const ringModes = ["all", "mentions"] as const;
export type RingMode = (typeof ringModes)[number];

/** Where a browser takes pushes for one device: RFC 8030 section 5.2 and RFC 8291 section 2.1. */
export interface PushTarget {
  /** An https URL of a push service. */
  readonly endpoint: Uint8Array;
  /** Uncompressed point of P-256 (65 bytes). */
  readonly key: Uint8Array;
  /** Authentication secret (16 bytes). */
  readonly auth: Uint8Array;
}

/** All are sent by clients. */
export type ReachFrame =
  /** The publish that follows with this ref rings. */
  | {
      readonly kind: "ring";
      readonly channel: number;
      readonly ref: number;
      /** It calls everybody. */
      readonly everybody: boolean;
      /** Devices that it calls by name. */
      readonly called: readonly DeviceTag[];
    }
  /** Somebody looks at the app on this device, or stopped looking. */
  | { readonly kind: "look"; readonly channel: number; readonly looking: boolean }
  /** Push to this device what rings in this room, and only there: replaces what was said before. */
  | ({ readonly kind: "subscribe"; readonly channel: number; readonly mode: RingMode } & PushTarget)
  | { readonly kind: "unsubscribe"; readonly channel: number };

export type ReachFrameOf<K extends ReachKind> = Extract<ReachFrame, { readonly kind: K }>;

const kinds = ["ring", "look", "subscribe", "unsubscribe"] as const;
const channel = varint();

const layouts: Readonly<Record<ReachKind, Codec<ReachFrame>>> = variants<ReachFrame, "kind">(
  "kind",
  {
    ring: {
      channel,
      ref: varint(),
      everybody: flag,
      called: toEnd(id("DeviceTag"), limits.calledDevices),
    },
    look: { channel, looking: flag },
    subscribe: {
      channel,
      mode: choice(...ringModes),
      endpoint: run(limits.endpointBytes),
      key: raw(65),
      auth: raw(16),
    },
    unsubscribe: { channel },
  },
);

/** Bytes of a frame. The values must be within limits.ts: the caller made them. */
export function encodeReachFrame(frame: ReachFrame): Uint8Array<ArrayBuffer> {
  const writer = new Writer(64).u8(reachFrameTypes[frame.kind]);
  layouts[frame.kind].write(writer, frame);
  return writer.finish();
}

/** The kind of a type number, or undefined: it is none of these. */
export const reachKindOf = (type: number): ReachKind | undefined =>
  kinds.find((kind) => reachFrameTypes[kind] === type);

/**
 * Parses one frame of these types. Total. Byte fields are views of the input.
 * @returns undefined for bytes of another type
 */
export function decodeReachFrame(bytes: Uint8Array): Result<ReachFrame, DecodeError> | undefined {
  const reader = new Reader(bytes);
  const kind = reachKindOf(reader.u8());
  if (kind === undefined) return undefined;
  const frame = layouts[kind].read(reader);
  return reader.done ? ok(frame) : err({ kind: "malformed", what: kind });
}
