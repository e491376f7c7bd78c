/**
 * Bytes to frame: the only door for what comes over a link.
 *
 * Total: never throws, whatever the bytes. One encoding per frame: trailing bytes, long varints,
 * unsorted extensions and out-of-range numbers are malformed. Byte fields of the result are views
 * of the input: copy what outlives it.
 */
import { Reader } from "./bytes.ts";
import type { DecodeError } from "./errors.ts";
import { readExtensions } from "./extensions.ts";
import {
  type Certificate,
  type Cursor,
  environments,
  type Frame,
  type FrameKind,
  frameTypes,
  type LogRecord,
  type PresenceBody,
  type Present,
  resetReasons,
} from "./frame.ts";
import { idFromBytes, idLength, type IdName, type Seq } from "./ids.ts";
import { limits } from "./limits.ts";
import { err, ok, type Result } from "./result.ts";

const kindByType = new Map<number, FrameKind>(
  (Object.keys(frameTypes) as FrameKind[]).map((kind) => [frameTypes[kind], kind]),
);

/** A frame, or one of a type this version does not know: counted and ignored (SPEC F4). */
export type Decoded = Frame | { readonly kind: "unknown"; readonly type: number };

function readId<N extends IdName>(reader: Reader, name: N) {
  const bytes = reader.raw(idLength(name));
  // After a fault the frame is refused as a whole; zeros keep the type without a second path.
  return idFromBytes(name, reader.fault ? new Uint8Array(idLength(name)) : bytes);
}

const readSeq = (reader: Reader): Seq => reader.varint() as Seq;

/** One of `values` by index; anything else is malformed. */
function readChoice<T>(reader: Reader, values: readonly [T, ...T[]]): T {
  const value = values[reader.u8()];
  if (value !== undefined) return value;
  reader.fail();
  return values[0];
}

const readFlag = (reader: Reader): boolean => readChoice(reader, [false, true]);

function readRecord(reader: Reader): LogRecord {
  const seq = readSeq(reader);
  const gap = reader.varint();
  if (gap === 0 || gap > seq) reader.fail();
  const receivedAt = reader.uint(6);
  const envelope = reader.run(limits.envelopeBytes);
  return { seq, prev: (seq - gap) as Seq, receivedAt, envelope };
}

/** Records to the end of the frame; strictly ascending. */
function readRecords(reader: Reader): LogRecord[] {
  const records: LogRecord[] = [];
  let last = -1;
  while (reader.left > 0) {
    const record = readRecord(reader);
    if (record.seq <= last) reader.fail();
    last = record.seq;
    records.push(record);
  }
  return records;
}

function readCursor(reader: Reader): Cursor | undefined {
  if (!readFlag(reader)) return undefined;
  return { logEpoch: readId(reader, "LogEpoch"), seq: readSeq(reader) };
}

function readCertificate(reader: Reader): Certificate {
  return {
    hostKey: reader.raw(32),
    version: reader.varint(limits.certificateVersion),
    card: reader.run(limits.cardBytes),
    signature: reader.raw(64),
  };
}

const readOptionalCertificate = (reader: Reader): Certificate | undefined =>
  readFlag(reader) ? readCertificate(reader) : undefined;

/** `count` items; stops at the first fault, so a lying count costs nothing. */
function readMany<T>(reader: Reader, count: number, readOne: (reader: Reader) => T): T[] {
  const items: T[] = [];
  for (let i = 0; i < count && !reader.fault; i++) items.push(readOne(reader));
  return items;
}

/** Items to the end of the frame, at most `max`. */
function readToEnd<T>(reader: Reader, max: number, readOne: (reader: Reader) => T): T[] {
  const items: T[] = [];
  while (reader.left > 0) {
    if (items.length === max) reader.fail();
    else items.push(readOne(reader));
  }
  return items;
}

const readPresent = (reader: Reader): Present => ({
  tag: readId(reader, "DeviceTag"),
  sealed: reader.run(limits.presenceBytes),
});

function readPresence(reader: Reader): PresenceBody {
  switch (readChoice(reader, ["exact", "change", "digest", "count"] as const)) {
    case "exact":
      return {
        mode: "exact",
        present: readMany(reader, reader.varint(limits.presenceDigest), readPresent),
      };
    case "change":
      return {
        mode: "change",
        arrived: readMany(reader, reader.varint(limits.presenceDigest), readPresent),
        left: readMany(reader, reader.varint(limits.presenceDigest), (r) => readId(r, "DeviceTag")),
      };
    case "digest":
      return { mode: "digest", count: reader.varint(), digest: reader.raw(8) };
    case "count":
      return { mode: "count", count: reader.varint() };
  }
}

function readVersions(reader: Reader): { min: number; max: number } {
  const versions = { min: reader.u8(), max: reader.u8() };
  if (versions.min > versions.max) reader.fail();
  return versions;
}

function readFrame(kind: FrameKind, reader: Reader): Frame {
  switch (kind) {
    case "hello":
      return {
        kind,
        versions: readVersions(reader),
        nonce: reader.raw(32),
        relayTime: reader.uint(6),
        relay: readId(reader, "RelayId"),
        environment: readChoice(reader, environments),
        extensions: readExtensions(reader),
      };
    case "join":
      return {
        kind,
        ref: reader.varint(),
        room: readId(reader, "RoomId"),
        roomKey: reader.raw(32),
        deviceKey: reader.raw(32),
        nonce: reader.raw(16),
        roomSignature: reader.raw(64),
        deviceSignature: reader.raw(64),
        cursor: readCursor(reader),
        recent: reader.varint(limits.recentRecords),
        certificate: readOptionalCertificate(reader),
        extensions: readExtensions(reader),
      };
    case "resume":
      return {
        kind,
        ref: reader.varint(),
        room: readId(reader, "RoomId"),
        ticket: reader.run(limits.ticketBytes),
        cursor: readCursor(reader),
        recent: reader.varint(limits.recentRecords),
      };
    case "joined":
      return {
        kind,
        ref: reader.varint(),
        channel: reader.varint(),
        device: readId(reader, "DeviceTag"),
        logEpoch: readId(reader, "LogEpoch"),
        first: readSeq(reader),
        head: readSeq(reader),
        from: readSeq(reader),
        relayTime: reader.uint(6),
        members: reader.varint(),
        ticket: reader.run(limits.ticketBytes),
        certificate: readOptionalCertificate(reader),
        extensions: readExtensions(reader),
      };
    case "leave":
    case "roster":
      return { kind, channel: reader.varint() };
    case "deliver":
      return { kind, channel: reader.varint(), records: readRecords(reader) };
    case "publish":
      return {
        kind,
        channel: reader.varint(),
        ref: reader.varint(),
        envelope: reader.rest(limits.envelopeBytes),
      };
    case "ack":
      return {
        kind,
        channel: reader.varint(),
        acks: readToEnd(reader, limits.acks, (r) => ({ ref: r.varint(), seq: readSeq(r) })),
      };
    case "refuse":
      return {
        kind,
        refused: reader.u8(),
        ref: reader.varint(),
        code: reader.varint(),
        retryAfter: reader.varint(),
      };
    case "pull":
      return {
        kind,
        channel: reader.varint(),
        ref: reader.varint(),
        direction: readChoice(reader, ["before", "after"]),
        seq: readSeq(reader),
        limit: reader.varint(limits.pullRecords),
      };
    case "page":
      return {
        kind,
        channel: reader.varint(),
        ref: reader.varint(),
        more: readFlag(reader),
        records: readRecords(reader),
      };
    case "reset":
      return {
        kind,
        channel: reader.varint(),
        logEpoch: readId(reader, "LogEpoch"),
        first: readSeq(reader),
        head: readSeq(reader),
        from: readSeq(reader),
        reason: readChoice(reader, resetReasons),
      };
    case "announce":
      return {
        kind,
        channel: reader.varint(),
        here: readFlag(reader),
        sealed: reader.rest(limits.presenceBytes),
      };
    case "presence":
      return { kind, channel: reader.varint(), body: readPresence(reader) };
    case "ephemeral":
      return {
        kind,
        channel: reader.varint(),
        from: readId(reader, "DeviceTag"),
        sealed: reader.rest(limits.ephemeralBytes),
      };
    case "signal":
      return {
        kind,
        channel: reader.varint(),
        to: readId(reader, "DeviceTag"),
        from: readId(reader, "DeviceTag"),
        sealed: reader.rest(limits.signalBytes),
      };
    case "have":
    case "want":
      return {
        kind,
        channel: reader.varint(),
        ids: readToEnd(reader, limits.haveIds, (r) => readId(r, "EnvelopeId")),
      };
    case "ping":
      return { kind, token: reader.varint() };
    case "pong":
      return {
        kind,
        token: reader.varint(),
        heads: readToEnd(reader, limits.roomsPerLink, (r) => ({
          channel: r.varint(),
          head: readSeq(r),
        })),
      };
    case "bye":
      return { kind, code: reader.varint(), reconnectAfter: reader.varint() };
    case "card":
      return { kind, channel: reader.varint(), certificate: readCertificate(reader) };
  }
}

/**
 * Parses one frame.
 * @param bytes one whole binary WebSocket message or data channel message
 */
export function decodeFrame(bytes: Uint8Array): Result<Decoded, DecodeError> {
  if (bytes.length > limits.outboundFrameBytes + limits.envelopeBytes) {
    return err({ kind: "too-large", what: "frame" });
  }
  const reader = new Reader(bytes);
  const type = reader.u8();
  if (reader.fault) return err({ kind: "malformed", what: "empty frame" });
  const kind = kindByType.get(type);
  if (kind === undefined) return ok({ kind: "unknown", type });
  const frame = readFrame(kind, reader);
  return reader.done ? ok(frame) : err({ kind: "malformed", what: kind });
}
