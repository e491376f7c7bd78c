/**
 * Frames between phones (SPEC 13.1): what flows over a data channel once it is authenticated.
 *
 * Loaded long after the first screen, so they have a codec of their own: to the codec of the others
 * they are frames of unknown types, which every end ignores (F4).
 */
import { Reader, Writer } from "./bytes.ts";
import {
  checked,
  type Codec,
  counted,
  fields,
  flag,
  id,
  optional,
  raw,
  rest,
  run,
  toEnd,
  uint,
  variants,
  varint,
} from "./codec.ts";
import type { DecodeError } from "./errors.ts";
import {
  type DeviceTag,
  type EnvelopeId,
  fromHex,
  type LogEpoch,
  type Seq,
  toHex,
  toSeq,
} from "./ids.ts";
import * as limits from "./limits.ts";
import * as meshLimits from "./mesh-limits.ts";
import { err, ok, type Result } from "./result.ts";

/** Numbers on the wire; 24 to 39 are the mesh's (SPEC F9). */
export const meshFrameTypes = {
  hello: 24,
  gossip: 25,
  digest: 26,
  vector: 27,
  want: 28,
  give: 29,
  stamp: 30,
  peers: 31,
  carry: 32,
} as const;

export type MeshKind = keyof typeof meshFrameTypes;

declare const chainBrand: unique symbol;

/** 8 bytes in hex: names one chain of one author (SPEC G2); see `chainTagOf`. */
export type ChainTag = string & { readonly [chainBrand]: true };

/**
 * What is held of one chain, from its highest number down: `steps` are the lengths of what is held,
 * then missing, then held, and so on. What lies below the last step goes on in turn: with an even
 * number of steps it is held down to 1, with an odd one missing.
 */
export interface Held {
  /** The highest number held, at least 1. */
  readonly top: number;
  /** Each at least 1, together below `top`. */
  readonly steps: readonly number[];
}

/** Numbers `from` to `from + count - 1` of one chain. */
export interface Wanted {
  readonly chain: ChainTag;
  readonly from: number;
  readonly count: number;
}

export interface MeshStamp {
  readonly id: EnvelopeId;
  readonly seq: Seq;
}

/** All are sent by either end. */
export type MeshFrame =
  /** Who is at this end of the link: the layout of `body` is that of the link (SPEC section 13.2). */
  | { readonly kind: "hello"; readonly body: Uint8Array }
  /** New messages. `hops`: how often they may be passed on, this time included. */
  | { readonly kind: "gossip"; readonly hops: number; readonly envelopes: readonly Uint8Array[] }
  /** [8] of the chains and [8] of what is held of them (SPEC G3). */
  | { readonly kind: "digest"; readonly roster: Uint8Array; readonly state: Uint8Array }
  /** `held` in the order of the chains, which are named only when the other end may not know them. */
  | {
      readonly kind: "vector";
      /** Whether the other end's is asked for. */
      readonly asks: boolean;
      readonly roster: Uint8Array;
      /** Strictly rising; undefined: those of the roster. */
      readonly chains: readonly ChainTag[] | undefined;
      readonly held: readonly Held[];
    }
  | { readonly kind: "want"; readonly wanted: readonly Wanted[] }
  /** Answers a want. `more`: another frame of the same answer follows. */
  | { readonly kind: "give"; readonly more: boolean; readonly envelopes: readonly Uint8Array[] }
  /** Places in a relay's log. */
  | { readonly kind: "stamp"; readonly logEpoch: LogEpoch; readonly stamps: readonly MeshStamp[] }
  /** Phones that the sender has a link to. */
  | { readonly kind: "peers"; readonly peers: readonly DeviceTag[] }
  /** Signalling for another phone, sealed for the room and signed; `token` names it once. */
  | {
      readonly kind: "carry";
      readonly token: Uint8Array;
      readonly hops: number;
      readonly to: DeviceTag;
      readonly from: DeviceTag;
      readonly sealed: Uint8Array;
    };

export type MeshFrameOf<K extends MeshKind> = Extract<MeshFrame, { readonly kind: K }>;

/** Names 8 bytes as a chain's tag. */
export const chainTag = (bytes: Uint8Array): ChainTag => toHex(bytes) as ChainTag;

const tag: Codec<ChainTag> = {
  write: (writer, value) => void writer.raw(fromHex(value) ?? new Uint8Array(8)),
  read: (reader) => chainTag(reader.raw(8)),
};

const positive = (max?: number): Codec<number> => checked(varint(max), (value) => value > 0);
const hops = (max: number): Codec<number> => checked(uint(1), (value) => value > 0 && value <= max);

const stepsCodec = counted(positive(), meshLimits.heldSteps);

/** `top << 1 | stepped`, and if it is stepped a count and the steps. */
const held: Codec<Held> = {
  write(writer, { top, steps }) {
    writer.varint(2 * top + (steps.length > 0 ? 1 : 0));
    if (steps.length > 0) stepsCodec.write(writer, steps);
  },
  read(reader) {
    const first = reader.varint();
    const top = Math.floor(first / 2);
    const steps = first % 2 === 1 ? stepsCodec.read(reader) : [];
    const sum = steps.reduce((total, step) => total + step, 0);
    if (top < 1 || sum >= top || (first % 2 === 1 && steps.length === 0)) reader.fail();
    return { top, steps };
  },
};

const rising = (tags: readonly string[]): boolean =>
  tags.every((one, i) => i === 0 || (tags[i - 1] ?? "") < one);

const wanted: Codec<readonly Wanted[]> = checked(
  toEnd(
    checked(
      fields<Wanted>({ chain: tag, from: positive(), count: positive(meshLimits.wantMessages) }),
      ({ from, count }) => from + count <= limits.varint,
    ),
    meshLimits.wantMessages,
  ),
  (all) =>
    all.length > 0 && all.reduce((sum, { count }) => sum + count, 0) <= meshLimits.wantMessages,
);

const seq: Codec<Seq> = {
  write: (writer, value) => void writer.varint(value),
  read: (reader) => toSeq(reader.varint()),
};

const some = <T>(codec: Codec<readonly T[]>): Codec<readonly T[]> =>
  checked(codec, (all) => all.length > 0);

const layouts: Readonly<Record<MeshKind, Codec<MeshFrame>>> = variants<MeshFrame, "kind">("kind", {
  hello: { body: rest(meshLimits.helloBytes) },
  gossip: {
    hops: hops(meshLimits.gossipHops),
    envelopes: some(toEnd(run(limits.envelopeBytes), meshLimits.gossipEnvelopes)),
  },
  digest: { roster: raw(8), state: raw(8) },
  vector: {
    asks: flag,
    roster: raw(8),
    chains: optional(checked(counted(tag, meshLimits.chains), rising)),
    held: toEnd(held, meshLimits.chains),
  },
  want: { wanted },
  give: { more: flag, envelopes: toEnd(run(limits.envelopeBytes), meshLimits.wantMessages) },
  stamp: {
    logEpoch: id("LogEpoch"),
    stamps: some(toEnd(fields<MeshStamp>({ id: id("EnvelopeId"), seq }), meshLimits.stamps)),
  },
  peers: { peers: toEnd(id("DeviceTag"), meshLimits.introductions) },
  carry: {
    token: raw(8),
    hops: hops(meshLimits.signalHops),
    to: id("DeviceTag"),
    from: id("DeviceTag"),
    sealed: rest(limits.signalBytes),
  },
});

const kinds = Object.keys(meshFrameTypes) as MeshKind[];

/** The kind of a type number, or undefined: it is none of these. */
export const meshKindOf = (type: number): MeshKind | undefined =>
  kinds.find((kind) => meshFrameTypes[kind] === type);

/** Bytes of a frame. The values must be within the limits: the caller made them. */
export function encodeMeshFrame(frame: MeshFrame): Uint8Array<ArrayBuffer> {
  const writer = new Writer(64).u8(meshFrameTypes[frame.kind]);
  layouts[frame.kind].write(writer, frame);
  return writer.finish();
}

/** A vector that names its chains says something of each. */
const fits = (frame: MeshFrame): boolean =>
  frame.kind !== "vector" ||
  frame.chains === undefined ||
  frame.chains.length === frame.held.length;

/**
 * Parses one frame of these types. Total. Byte fields are views of the input.
 * @returns undefined for bytes of another type
 */
export function decodeMeshFrame(bytes: Uint8Array): Result<MeshFrame, DecodeError> | undefined {
  const kind = meshKindOf(bytes[0] ?? 0);
  if (kind === undefined) return undefined;
  if (bytes.length > meshLimits.frameBytes) return err({ kind: "too-large", what: kind });
  const reader = new Reader(bytes);
  reader.u8();
  const frame = layouts[kind].read(reader);
  return reader.done && fits(frame) ? ok(frame) : err({ kind: "malformed", what: kind });
}
