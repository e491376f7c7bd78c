import { equal } from "node:assert/strict";
import { test } from "node:test";
import { concatBytes } from "./bytes.ts";
import { decodeFrame } from "./decode-frame.ts";
import { encodeFrame } from "./encode-frame.ts";
import type { Frame } from "./frame.ts";
import * as limits from "./limits.ts";

const refused = (bytes: Uint8Array): string | undefined => {
  const decoded = decodeFrame(bytes);
  return decoded.ok ? undefined : decoded.error.kind;
};
const long = (length: number): Uint8Array => new Uint8Array(length);
const many = <T>(count: number, one: T): T[] => Array<T>(count).fill(one);
const tag = "00".repeat(8);
const envelope = "00".repeat(16);

/** For each bound: a frame that reaches it, and the same one step beyond. */
const bounds: readonly (readonly [name: string, at: (extra: 0 | 1) => object])[] = [
  [
    "publish envelope",
    (n) => ({ kind: "publish", channel: 1, ref: 1, envelope: long(limits.envelopeBytes + n) }),
  ],
  ["have ids", (n) => ({ kind: "have", channel: 1, ids: many(limits.haveIds + n, envelope) })],
  ["want ids", (n) => ({ kind: "want", channel: 1, ids: many(limits.haveIds + n, envelope) })],
  ["acks", (n) => ({ kind: "ack", channel: 1, acks: many(limits.acks + n, { ref: 1, seq: 1 }) })],
  [
    "heads",
    (n) => ({
      kind: "pong",
      token: 1,
      heads: many(limits.roomsPerLink + n, { channel: 1, head: 1 }),
    }),
  ],
  [
    "pull limit",
    (n) => ({
      kind: "pull",
      channel: 1,
      ref: 1,
      direction: "after",
      seq: 0,
      limit: limits.pullRecords + n,
    }),
  ],
  [
    "announce",
    (n) => ({ kind: "announce", channel: 1, here: true, sealed: long(limits.presenceBytes + n) }),
  ],
  [
    "ephemeral",
    (n) => ({ kind: "ephemeral", channel: 1, from: tag, sealed: long(limits.ephemeralBytes + n) }),
  ],
  [
    "signal",
    (n) => ({
      kind: "signal",
      channel: 1,
      to: tag,
      from: tag,
      sealed: long(limits.signalBytes + n),
    }),
  ],
  [
    "present",
    (n) => ({
      kind: "presence",
      channel: 1,
      body: { mode: "exact", present: many(limits.presenceDigest + n, { tag, sealed: long(0) }) },
    }),
  ],
  [
    "present sealed",
    (n) => ({
      kind: "presence",
      channel: 1,
      body: { mode: "exact", present: [{ tag, sealed: long(limits.presenceBytes + n) }] },
    }),
  ],
  [
    "left",
    (n) => ({
      kind: "presence",
      channel: 1,
      body: { mode: "change", arrived: [], left: many(limits.presenceDigest + n, tag) },
    }),
  ],
  [
    "resume ticket",
    (n) => ({
      kind: "resume",
      ref: 1,
      room: envelope,
      ticket: long(limits.ticketBytes + n),
      cursor: undefined,
      recent: 0,
    }),
  ],
  [
    "resume recent",
    (n) => ({
      kind: "resume",
      ref: 1,
      room: envelope,
      ticket: long(1),
      cursor: undefined,
      recent: limits.recentRecords + n,
    }),
  ],
  [
    "card",
    (n) => ({
      kind: "card",
      channel: 1,
      certificate: {
        hostKey: long(32),
        version: 1,
        card: long(limits.cardBytes + n),
        signature: long(64),
      },
    }),
  ],
  [
    "card version",
    (n) => ({
      kind: "card",
      channel: 1,
      certificate: {
        hostKey: long(32),
        version: limits.certificateVersion + n,
        card: long(1),
        signature: long(64),
      },
    }),
  ],
  [
    "record envelope",
    (n) => ({
      kind: "deliver",
      channel: 1,
      records: [{ seq: 1, prev: 0, receivedAt: 0, envelope: long(limits.envelopeBytes + n) }],
    }),
  ],
];

for (const [name, at] of bounds) {
  test(`[F6] ${name}: the bound is taken, one more is malformed`, () => {
    equal(refused(encodeFrame(at(0) as Frame)), undefined);
    equal(refused(encodeFrame(at(1) as Frame)), "malformed");
  });
}

test("[F6] no frame is larger than a page and one envelope", () => {
  const largest = limits.outboundFrameBytes + limits.envelopeBytes;
  equal(refused(concatBytes(Uint8Array.of(255), long(largest - 1))), undefined);
  equal(refused(concatBytes(Uint8Array.of(255), long(largest))), "too-large");
});
