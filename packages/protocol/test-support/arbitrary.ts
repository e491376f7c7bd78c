/** Arbitrary values of everything that is encoded, within the bounds of limits.ts. */
import fc from "fast-check";
import type { Content } from "../src/e2e/content.ts";
import type { ControlAction } from "../src/e2e/control.ts";
import type { Inner } from "../src/e2e/inner.ts";
import { utf8 } from "../src/wire/bytes.ts";
import type { Extensions } from "../src/wire/extensions.ts";
import {
  type Certificate,
  type Cursor,
  environments,
  type Frame,
  type FrameKind,
  type FrameOf,
  type LogRecord,
  resetReasons,
} from "../src/wire/frame.ts";
import { idFromBytes, idLength, type IdName, type Seq, toHex } from "../src/wire/ids.ts";
import * as limits from "../src/wire/limits.ts";

// Plain objects, as decoders make them: deepEqual tells prototypes apart.
export const record = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record<T>(model, { noNullPrototype: true });

const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const atMost = (maxLength: number) => fc.uint8Array({ maxLength, size: "small" });
export const id = <N extends IdName>(name: N) =>
  exactly(idLength(name)).map((bytes) => idFromBytes(name, bytes));

const varint = (max: number = limits.varint) =>
  fc.oneof(
    fc.nat({ max: Math.min(300, max) }),
    fc.maxSafeNat().map((n) => n % (max + 1)),
  );
const seq = varint().map((n) => n as Seq);
const u48 = fc.maxSafeNat().map((n) => n % 2 ** 48);

/** Well-formed text of at least `minBytes` and at most `maxBytes` of UTF-8. */
export const text = (minBytes: number, maxBytes: number) =>
  fc
    .string({ unit: "binary", maxLength: 40 })
    .filter((value) => utf8(value).length >= minBytes && utf8(value).length <= maxBytes);

export const extensions: fc.Arbitrary<Extensions> = fc
  .uniqueArray(fc.tuple(varint(), atMost(40)), {
    maxLength: limits.extensions,
    selector: ([tag]) => tag,
  })
  .map((pairs) => new Map(pairs.sort(([a], [b]) => a - b)));

const cursor: fc.Arbitrary<Cursor> = record({ logEpoch: id("LogEpoch"), seq });
export const certificate: fc.Arbitrary<Certificate> = record({
  hostKey: exactly(32),
  version: varint(limits.certificateVersion),
  card: atMost(300),
  signature: exactly(64),
});
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Strictly rising records whose `prev` is below their `seq`. */
const records: fc.Arbitrary<LogRecord[]> = fc
  .array(
    record({
      step: fc.integer({ min: 1, max: 1e6 }),
      back: fc.nat(),
      receivedAt: u48,
      envelope: atMost(60),
    }),
    { maxLength: 6 },
  )
  .map((steps) => {
    let last = 0;
    return steps.map(({ step, back, receivedAt, envelope }) => {
      last += step;
      return { seq: last as Seq, prev: (back % last) as Seq, receivedAt, envelope };
    });
  });

const present = fc.array(record({ tag: id("DeviceTag"), sealed: atMost(limits.presenceBytes) }), {
  maxLength: 4,
});
const presenceBody = fc.oneof(
  record({ mode: fc.constant("exact" as const), present }),
  record({
    mode: fc.constant("change" as const),
    arrived: present,
    left: fc.array(id("DeviceTag"), { maxLength: 4 }),
  }),
  record({ mode: fc.constant("digest" as const), count: varint(), digest: exactly(8) }),
  record({ mode: fc.constant("count" as const), count: varint() }),
);

type FrameArbitraries = { [K in FrameKind]: fc.Arbitrary<Omit<FrameOf<K>, "kind">> };

const channel = varint();
const ref = varint();
const u8 = fc.nat({ max: 255 });
const ids = fc.array(id("EnvelopeId"), { maxLength: 8 });

const byKind: FrameArbitraries = {
  hello: record({
    versions: fc.tuple(u8, u8).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
    nonce: exactly(32),
    relayTime: u48,
    relay: id("RelayId"),
    environment: fc.constantFrom(...environments),
    extensions,
  }),
  join: record({
    ref,
    room: id("RoomId"),
    roomKey: exactly(32),
    deviceKey: exactly(32),
    nonce: exactly(16),
    roomSignature: exactly(64),
    deviceSignature: exactly(64),
    cursor: optional(cursor),
    recent: varint(limits.recentRecords),
    certificate: optional(certificate),
    extensions,
  }),
  resume: record({
    ref,
    room: id("RoomId"),
    ticket: atMost(limits.ticketBytes),
    cursor: optional(cursor),
    recent: varint(limits.recentRecords),
  }),
  joined: record({
    ref,
    channel,
    device: id("DeviceTag"),
    logEpoch: id("LogEpoch"),
    first: seq,
    head: seq,
    from: seq,
    relayTime: u48,
    members: varint(),
    ticket: atMost(limits.ticketBytes),
    certificate: optional(certificate),
    extensions,
  }),
  leave: record({ channel }),
  deliver: record({ channel, records }),
  publish: record({ channel, ref, envelope: atMost(300) }),
  ack: record({ channel, acks: fc.array(record({ ref, seq }), { maxLength: 8 }) }),
  refuse: record({ refused: u8, ref, code: varint(), retryAfter: varint() }),
  pull: record({
    channel,
    ref,
    direction: fc.constantFrom("before" as const, "after" as const),
    seq,
    limit: varint(limits.pullRecords),
  }),
  page: record({ channel, ref, more: fc.boolean(), records }),
  reset: record({
    channel,
    logEpoch: id("LogEpoch"),
    first: seq,
    head: seq,
    from: seq,
    reason: fc.constantFrom(...resetReasons),
  }),
  announce: record({ channel, here: fc.boolean(), sealed: atMost(limits.presenceBytes) }),
  presence: record({ channel, body: presenceBody }),
  roster: record({ channel }),
  ephemeral: record({ channel, from: id("DeviceTag"), sealed: atMost(limits.ephemeralBytes) }),
  signal: record({ channel, to: id("DeviceTag"), from: id("DeviceTag"), sealed: atMost(300) }),
  have: record({ channel, ids }),
  want: record({ channel, ids }),
  ping: record({ token: varint() }),
  pong: record({
    token: varint(),
    heads: fc.array(record({ channel, head: seq }), { maxLength: 8 }),
  }),
  bye: record({ code: varint(), reconnectAfter: varint() }),
  card: record({ channel, certificate }),
};

/** A frame of any kind, all kinds alike often. */
export const frame: fc.Arbitrary<Frame> = fc.oneof(
  ...Object.entries(byKind).map(([kind, fields]) =>
    // The table above pairs each kind with its own fields; Object.entries forgets that.
    (fields as fc.Arbitrary<object>).map((rest) => ({ kind, ...rest }) as Frame),
  ),
);

const action: fc.Arbitrary<ControlAction> = fc.oneof(
  varint(limits.certificateVersion).map((version) => ({ op: "rename" as const, version })),
  id("MessageId").map((message) => ({ op: "remove-message" as const, message })),
  id("AuthorKey").map((author) => ({ op: "remove-member" as const, author })),
  record({
    op: fc.constant("move" as const),
    successor: id("RoomId"),
    version: varint(limits.certificateVersion),
    card: atMost(99),
    cardSignature: exactly(64),
    ephemeral: exactly(32),
    entries: fc.array(record({ mark: exactly(8).map(toHex), sealed: exactly(32) }), {
      maxLength: 5,
    }),
  }),
  varint(limits.slowModeSeconds).map((seconds) => ({ op: "slow-mode" as const, seconds })),
  fc.boolean().map((locked) => ({ op: "lock" as const, locked })),
  fc.constant({ op: "close" as const }),
  record({
    op: fc.constant("unknown" as const),
    type: fc.integer({ min: 8, max: 255 }),
    args: atMost(99),
  }),
);

const to = id("MessageId");
const words = text(1, limits.textBytes);
const label = text(1, limits.labelBytes);

export const content: fc.Arbitrary<Content> = fc.oneof(
  record({ kind: fc.constant("text" as const), text: words }),
  record({ kind: fc.constantFrom("reply" as const, "edit" as const), to, text: words }),
  record({ kind: fc.constant("reaction" as const), to, emoji: text(0, limits.emojiBytes) }),
  record({ kind: fc.constant("remove" as const), to }),
  record({ kind: fc.constant("profile" as const), name: text(1, limits.nameBytes) }),
  record({
    kind: fc.constant("pin" as const),
    label,
    position: optional(
      record({
        latitude: fc.integer({ min: -90_000_000, max: 90_000_000 }),
        longitude: fc.integer({ min: -180_000_000, max: 180_000_000 }),
      }),
    ),
    at: optional(u48),
  }),
  record({
    kind: fc.constant("poll" as const),
    question: text(1, limits.questionBytes),
    options: fc.array(label, { minLength: 2, maxLength: limits.pollOptions }),
    multiple: fc.boolean(),
  }),
  record({
    kind: fc.constant("vote" as const),
    to,
    choices: fc
      .uniqueArray(fc.nat({ max: limits.pollOptions - 1 }))
      .map((choices) => choices.sort((a, b) => a - b)),
  }),
  record({
    kind: fc.constant("blob" as const),
    hash: exactly(32),
    key: exactly(32),
    size: varint(limits.blobBytes),
    media: text(1, limits.mediaTypeBytes),
    name: text(0, limits.labelBytes),
    preview: atMost(200),
  }),
  record({
    kind: fc.constant("control" as const),
    hostKey: exactly(32),
    action,
    signature: exactly(64),
  }),
  record({ kind: fc.constant("pinned" as const), to, pinned: fc.boolean() }),
  record({
    kind: fc.constant("unknown" as const),
    type: fc.oneof(fc.constant(0), fc.integer({ min: 13, max: 127 })),
    bytes: atMost(99),
  }),
);

export const inner: fc.Arbitrary<Inner> = record({
  author: id("AuthorKey"),
  chain: id("ChainId"),
  ctr: varint(),
  prev: optional(to),
  hlc: record({ ms: u48, count: fc.nat({ max: 0xffff }) }),
  extensions,
  content,
});

/** Valid bytes with a few bytes changed, dropped or added: what random bytes never reach. */
export const mutated = (valid: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      valid,
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 }), fc.nat({ max: 2 })), { maxLength: 4 }),
    )
    .map(([bytes, changes]) => {
      const result = [...bytes];
      for (const [where, value, how] of changes) {
        const at = result.length === 0 ? 0 : where % result.length;
        if (how === 0) result[at] = value;
        else if (how === 1) result.splice(at, 1);
        else result.splice(at, 0, value);
      }
      return Uint8Array.from(result);
    });
