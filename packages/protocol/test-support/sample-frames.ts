/** One frame of every kind, and the edges worth a golden byte. */
import type { Certificate, Frame, LogRecord } from "../src/wire/frame.ts";
import { idFromBytes, toSeq } from "../src/wire/ids.ts";
import { chain, countingBytes, evening, keys } from "./scene.ts";

const relay = idFromBytes("RelayId", countingBytes(8, 0xc0));
const logEpoch = idFromBytes("LogEpoch", countingBytes(8, 0xc8));
const tag = idFromBytes("DeviceTag", countingBytes(8, 0xd0));
const otherTag = idFromBytes("DeviceTag", countingBytes(8, 0xd8));
const ids = [0xe0, 0xe1].map((first) => idFromBytes("EnvelopeId", countingBytes(16, first)));
const noExtensions = new Map<number, Uint8Array>();
const cursor = { logEpoch, seq: toSeq(300) };

export const sampleCertificate: Certificate = {
  hostKey: countingBytes(32, 0x01),
  version: 2,
  card: countingBytes(40, 0x02),
  signature: countingBytes(64, 0x03),
};

const records: LogRecord[] = [
  { seq: toSeq(301), prev: toSeq(300), receivedAt: evening, envelope: countingBytes(20, 0x04) },
  { seq: toSeq(305), prev: toSeq(301), receivedAt: evening + 5, envelope: countingBytes(3, 0x05) },
];
const present = [
  { tag, sealed: countingBytes(12, 0x06) },
  { tag: otherTag, sealed: new Uint8Array(0) },
];

const joining = {
  ref: 1,
  room: keys.room,
  roomKey: keys.authKey,
  deviceKey: countingBytes(32, 0x20),
  nonce: countingBytes(16, 0x07),
  roomSignature: countingBytes(64, 0x08),
  deviceSignature: countingBytes(64, 0x09),
};
const joined = {
  ref: 1,
  channel: 300,
  device: tag,
  logEpoch,
  first: toSeq(1),
  head: toSeq(305),
  from: toSeq(300),
  relayTime: evening,
  members: 12,
  ticket: countingBytes(47, 0x0a),
};

export const sampleFrames: readonly Frame[] = [
  {
    kind: "hello",
    versions: { min: 1, max: 1 },
    nonce: countingBytes(32, 0x0b),
    relayTime: evening,
    relay,
    environment: "production",
    extensions: noExtensions,
  },
  {
    kind: "hello",
    versions: { min: 1, max: 3 },
    nonce: countingBytes(32, 0x0c),
    relayTime: 2 ** 48 - 1,
    relay,
    environment: "development",
    extensions: new Map([
      [1, countingBytes(2, 0x0d)],
      [200, new Uint8Array(0)],
    ]),
  },
  {
    kind: "join",
    ...joining,
    cursor: undefined,
    recent: 100,
    certificate: undefined,
    extensions: noExtensions,
  },
  {
    kind: "join",
    ...joining,
    cursor,
    recent: 0,
    certificate: sampleCertificate,
    extensions: noExtensions,
  },
  {
    kind: "resume",
    ref: 2,
    room: keys.room,
    ticket: countingBytes(47, 0x0a),
    cursor,
    recent: 0,
  },
  { kind: "joined", ...joined, certificate: undefined, extensions: noExtensions },
  { kind: "joined", ...joined, certificate: sampleCertificate, extensions: noExtensions },
  { kind: "leave", channel: 300 },
  { kind: "deliver", channel: 300, records },
  { kind: "publish", channel: 300, ref: 7, envelope: countingBytes(30, 0x0e) },
  {
    kind: "ack",
    channel: 300,
    acks: [
      { ref: 7, seq: toSeq(306) },
      { ref: 8, seq: toSeq(Number.MAX_SAFE_INTEGER) },
    ],
  },
  { kind: "refuse", refused: 7, ref: 9, code: 4002, retryAfter: 1500 },
  { kind: "pull", channel: 1, ref: 3, direction: "before", seq: toSeq(300), limit: 200 },
  { kind: "pull", channel: 1, ref: 4, direction: "after", seq: toSeq(0), limit: 1 },
  { kind: "page", channel: 1, ref: 3, more: true, records },
  { kind: "page", channel: 1, ref: 4, more: false, records: [] },
  {
    kind: "reset",
    channel: 1,
    logEpoch,
    first: toSeq(250),
    head: toSeq(400),
    from: toSeq(249),
    reason: "trimmed",
  },
  { kind: "announce", channel: 1, here: true, sealed: countingBytes(12, 0x06) },
  { kind: "announce", channel: 1, here: false, sealed: new Uint8Array(0) },
  { kind: "presence", channel: 1, body: { mode: "exact", present } },
  { kind: "presence", channel: 1, body: { mode: "change", arrived: present, left: [otherTag] } },
  {
    kind: "presence",
    channel: 1,
    body: { mode: "digest", count: 500, digest: countingBytes(8, 0x0f) },
  },
  { kind: "presence", channel: 1, body: { mode: "count", count: 5000 } },
  { kind: "roster", channel: 1 },
  { kind: "ephemeral", channel: 1, from: tag, sealed: countingBytes(9, 0x10) },
  { kind: "signal", channel: 1, to: tag, from: otherTag, sealed: countingBytes(9, 0x11) },
  { kind: "have", channel: 1, ids },
  { kind: "want", channel: 1, ids: ids.slice(1) },
  { kind: "ping", token: 0 },
  { kind: "pong", token: 128, heads: [{ channel: 1, head: toSeq(305) }] },
  { kind: "bye", code: 1012, reconnectAfter: 20_000 },
  { kind: "card", channel: 1, certificate: sampleCertificate },
];

/** Frames that a decoder must refuse, and why, in hex. */
export const refusedFrames: readonly { readonly why: string; readonly hex: string }[] = [
  { why: "empty message", hex: "" },
  { why: "no token", hex: "14" },
  { why: "varint longer than needed", hex: "148500" },
  { why: "varint above 2^53 - 1", hex: "148080808080808010" },
  { why: "byte after the end", hex: "140500" },
  { why: "flag that is neither 0 nor 1", hex: "0b010102" },
  { why: "limit above 200", hex: "0a01010000c901" },
  { why: "record whose prev is itself", hex: "0601040000000000000000" },
  { why: "record whose prev is before the beginning", hex: "0601040500000000000000" },
  { why: "envelope longer than the frame", hex: "060104040000000000000500" },
  { why: "half an envelope id", hex: `1201${chain}` },
];
