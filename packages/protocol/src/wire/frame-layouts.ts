/**
 * The layout of every frame, field by field in wire order: the table of SPEC as code.
 *
 * One encoding per frame: trailing bytes, long varints, unsorted extensions and numbers out of range
 * are malformed.
 */
import {
  checked,
  choice,
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
import { type Extensions, readExtensions, writeExtensions } from "./extensions.ts";
import {
  type Certificate,
  type Cursor,
  environments,
  type Frame,
  type FrameOf,
  type LogRecord,
  type PresenceBody,
  type Present,
  resetReasons,
} from "./frame.ts";
import type { Seq } from "./ids.ts";
import * as limits from "./limits.ts";

/** Channels, refs, counts and the like. */
const number = varint();
const seq = number as Codec<Seq>;
const time = uint(6);
const byte = uint(1);
const key = raw(32);
const signature = raw(64);
const deviceTag = id("DeviceTag");
const logEpoch = id("LogEpoch");
const extensions: Codec<Extensions> = { write: writeExtensions, read: readExtensions };

/** seq | seq - prev | received u48 | envelope run. */
export const record: Codec<LogRecord> = {
  write: (writer, one) =>
    void writer
      .varint(one.seq)
      .varint(one.seq - one.prev)
      .uint(one.receivedAt, 6)
      .run(one.envelope),
  read(reader) {
    const at = seq.read(reader);
    const gap = reader.varint();
    if (gap === 0 || gap > at) reader.fail();
    const receivedAt = reader.uint(6);
    const envelope = reader.run(limits.envelopeBytes);
    return { seq: at, prev: (at - gap) as Seq, receivedAt, envelope };
  },
};

/** To the end of the frame, strictly ascending. */
const records = checked(toEnd(record, Number.POSITIVE_INFINITY), (all) =>
  all.every((one, i) => one.seq > (all[i - 1]?.seq ?? -1)),
);

const cursor = optional(fields<Cursor>({ logEpoch, seq }));
const recent = varint(limits.recentRecords);
const ticket = run(limits.ticketBytes);
const certificate = fields<Certificate>({
  hostKey: key,
  version: varint(limits.certificateVersion),
  card: run(limits.cardBytes),
  signature,
});
const versions = checked(
  fields<FrameOf<"hello">["versions"]>({ min: byte, max: byte }),
  ({ min, max }) => min <= max,
);

const present = counted(
  fields<Present>({ tag: deviceTag, sealed: run(limits.presenceBytes) }),
  limits.presenceDigest,
);
const presenceMode = choice<PresenceBody["mode"]>("exact", "change", "digest", "count");
const presenceBodies = variants<PresenceBody, "mode">("mode", {
  exact: { present },
  change: { arrived: present, left: counted(deviceTag, limits.presenceDigest) },
  digest: { count: number, digest: raw(8) },
  count: { count: number },
});
const presence: Codec<PresenceBody> = {
  write(writer, body) {
    presenceMode.write(writer, body.mode);
    presenceBodies[body.mode].write(writer, body);
  },
  read: (reader) => presenceBodies[presenceMode.read(reader)].read(reader),
};

const channel = number;
const ref = number;
const code = number;
const ids = toEnd(id("EnvelopeId"), limits.haveIds);

/** Frames by kind, without the type byte in front. */
export const frames = variants<Frame, "kind">("kind", {
  hello: {
    versions,
    nonce: key,
    relayTime: time,
    relay: id("RelayId"),
    environment: choice(...environments),
    extensions,
  },
  join: {
    ref,
    room: id("RoomId"),
    roomKey: key,
    deviceKey: key,
    nonce: raw(16),
    roomSignature: signature,
    deviceSignature: signature,
    cursor,
    recent,
    certificate: optional(certificate),
    extensions,
  },
  resume: { ref, room: id("RoomId"), ticket, cursor, recent },
  joined: {
    ref,
    channel,
    device: deviceTag,
    logEpoch,
    first: seq,
    head: seq,
    from: seq,
    relayTime: time,
    members: number,
    ticket,
    certificate: optional(certificate),
    extensions,
  },
  leave: { channel },
  deliver: { channel, records },
  publish: { channel, ref, envelope: rest(limits.envelopeBytes) },
  ack: { channel, acks: toEnd(fields({ ref, seq }), limits.acks) },
  refuse: { refused: byte, ref, code, retryAfter: number },
  pull: {
    channel,
    ref,
    direction: choice("before", "after"),
    seq,
    limit: varint(limits.pullRecords),
  },
  page: { channel, ref, more: flag, records },
  reset: {
    channel,
    logEpoch,
    first: seq,
    head: seq,
    from: seq,
    reason: choice(...resetReasons),
  },
  announce: { channel, here: flag, sealed: rest(limits.presenceBytes) },
  presence: { channel, body: presence },
  roster: { channel },
  ephemeral: { channel, from: deviceTag, sealed: rest(limits.ephemeralBytes) },
  signal: { channel, to: deviceTag, from: deviceTag, sealed: rest(limits.signalBytes) },
  have: { channel, ids },
  want: { channel, ids },
  ping: { token: number },
  pong: { token: number, heads: toEnd(fields({ channel, head: seq }), limits.roomsPerLink) },
  bye: { code, reconnectAfter: number },
  card: { channel, certificate },
});
