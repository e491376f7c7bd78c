import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { certificate, frame, mutated } from "../../test-support/arbitrary.ts";
import { countingBytes } from "../../test-support/scene.ts";
import { concatBytes, Writer } from "./bytes.ts";
import { decodeFrame } from "./decode-frame.ts";
import { encodeDeliverHeader, encodeFrame, encodeRecord } from "./encode-frame.ts";
import { type Frame, frameTypes } from "./frame.ts";
import { idFromBytes, toSeq } from "./ids.ts";
import * as limits from "./limits.ts";

const relay = idFromBytes("RelayId", countingBytes(8, 0));
const frames = frame.map(encodeFrame);
const refused = (bytes: Uint8Array): string | undefined => {
  const decoded = decodeFrame(bytes);
  return decoded.ok ? undefined : decoded.error.kind;
};
const long = (length: number): Uint8Array => new Uint8Array(length);
const bytesOf = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

/** Decodes again what was decoded, if it was. */
function assertCanonical(bytes: Uint8Array): void {
  const decoded = decodeFrame(bytes);
  if (decoded.ok && decoded.value.kind !== "unknown") {
    deepEqual(encodeFrame(decoded.value), Uint8Array.from(bytes));
  }
}

test("[F8] every frame comes back from its bytes as it was", () => {
  const check = fc.property(frame, (value) => {
    const decoded = decodeFrame(encodeFrame(value));
    deepEqual(decoded, { ok: true, value });
  });
  fc.assert(check, { numRuns: 2_000 });
});

test("[F8] bytes that decode are the only bytes of their frame", () => {
  fc.assert(fc.property(mutated(frames), assertCanonical), { numRuns: 5_000 });
});

test("[F5] no bytes make the decoder throw", () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc
      .tuple(fc.nat({ max: 23 }), fc.uint8Array({ maxLength: 400 }))
      .map(([type, rest]) => concatBytes(bytesOf(type), rest)),
  );
  fc.assert(fc.property(anything, assertCanonical), { numRuns: 5_000 });
});

test("[F5] a lying length or count costs nothing", () => {
  const run = new Writer().u8(frameTypes.deliver).varint(1).varint(5).varint(1).uint(0, 6);
  equal(refused(run.varint(limits.envelopeBytes).finish()), "malformed");
  const list = new Writer().u8(frameTypes.presence).varint(1).u8(0).varint(limits.presenceDigest);
  equal(refused(list.finish()), "malformed");
});

test("[F5] byte fields are views of the input, never copies", () => {
  const bytes = encodeFrame({
    kind: "publish",
    channel: 1,
    ref: 1,
    envelope: countingBytes(300, 0),
  });
  const decoded = decodeFrame(bytes);
  ok(decoded.ok && decoded.value.kind === "publish");
  equal(decoded.value.envelope.buffer, bytes.buffer);
});

test("[F1] no byte may follow a frame, and none may be missing", () => {
  const check = fc.property(frame, (value) => {
    const bytes = encodeFrame(value);
    const openEnded = ["deliver", "page", "ack", "have", "want", "pong", "publish"];
    const sealedRest = ["announce", "ephemeral", "signal"];
    if ([...openEnded, ...sealedRest].includes(value.kind)) return;
    equal(refused(concatBytes(bytes, bytesOf(0))), "malformed");
    equal(refused(bytes.subarray(0, -1)), "malformed");
  });
  fc.assert(check, { numRuns: 1_000 });
});

test("[F1] an empty message is malformed", () => {
  equal(refused(bytesOf()), "malformed");
});

test("[F2] a varint in a longer form is malformed", () => {
  equal(refused(bytesOf(frameTypes.ping, 0x05)), undefined);
  equal(refused(bytesOf(frameTypes.ping, 0x85, 0x00)), "malformed");
  equal(refused(bytesOf(frameTypes.ping, 0x80, 0x80, 0x00)), "malformed");
});

test("[F2] a varint above 2^53 - 1 is malformed", () => {
  const largest = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f];
  deepEqual(decodeFrame(bytesOf(frameTypes.ping, ...largest)), {
    ok: true,
    value: { kind: "ping", token: Number.MAX_SAFE_INTEGER },
  });
  equal(
    refused(bytesOf(frameTypes.ping, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10)),
    "malformed",
  );
  equal(refused(bytesOf(frameTypes.ping, ...Array<number>(9).fill(0xff), 1)), "malformed");
});

test("[F2] a flag or a choice has a listed value", () => {
  equal(refused(bytesOf(frameTypes.page, 1, 1, 2)), "malformed");
  equal(refused(bytesOf(frameTypes.pull, 1, 1, 2, 0, 1)), "malformed");
  equal(refused(bytesOf(frameTypes.presence, 1, 4, 0)), "malformed");
});

test("[F2] a version range begins where it ends or before", () => {
  const rest = new Uint8Array(32 + 6 + 8 + 1 + 1);
  equal(refused(concatBytes(bytesOf(frameTypes.hello, 1, 2), rest)), undefined);
  equal(refused(concatBytes(bytesOf(frameTypes.hello, 2, 1), rest)), "malformed");
});

test("[F4] a frame of an unknown type is told apart from a broken one", () => {
  deepEqual(decodeFrame(bytesOf(200, 1, 2, 3)), {
    ok: true,
    value: { kind: "unknown", type: 200 },
  });
  deepEqual(decodeFrame(bytesOf(0)), { ok: true, value: { kind: "unknown", type: 0 } });
});

test("[F9] the numbers kept for the mesh and for blobs are free", () => {
  for (let type = 24; type <= 47; type++) {
    deepEqual(decodeFrame(bytesOf(type, 9)), { ok: true, value: { kind: "unknown", type } });
  }
  equal(new Set(Object.values(frameTypes)).size, Object.keys(frameTypes).length);
});

test("[F7] records that do not rise are malformed", () => {
  const record = (seq: number, prev: number) =>
    encodeRecord({ seq: toSeq(seq), prev: toSeq(prev), receivedAt: 0, envelope: long(3) });
  const deliver = (...records: Uint8Array[]) => concatBytes(encodeDeliverHeader(1), ...records);
  equal(refused(deliver(record(4, 0), record(9, 4))), undefined);
  equal(refused(deliver(record(9, 4), record(4, 0))), "malformed");
  equal(refused(deliver(record(4, 0), record(4, 0))), "malformed");
});

test("[F7] a record before itself, or before the beginning, is malformed", () => {
  const gap = (seq: number, step: number) =>
    new Writer()
      .u8(frameTypes.deliver)
      .varint(1)
      .varint(seq)
      .varint(step)
      .uint(0, 6)
      .varint(0)
      .finish();
  equal(refused(gap(4, 4)), undefined);
  equal(refused(gap(4, 0)), "malformed");
  equal(refused(gap(4, 5)), "malformed");
});

test("[F7] a deliver frame is its header and its records, so that relays can share them", () => {
  const record = { seq: toSeq(7), prev: toSeq(3), receivedAt: 5, envelope: countingBytes(9, 1) };
  const whole = encodeFrame({ kind: "deliver", channel: 300, records: [record] });
  deepEqual(concatBytes(encodeDeliverHeader(300), encodeRecord(record)), whole);
});

test("[F3] unknown extensions are kept as they came", () => {
  const check = fc.property(certificate, fc.uint8Array({ maxLength: 40 }), (card, bytes) => {
    const extensions = new Map([[77, bytes]]);
    const value: Frame = {
      kind: "hello",
      versions: { min: 1, max: 1 },
      nonce: card.signature.subarray(0, 32),
      relayTime: 1,
      relay,
      environment: "production",
      extensions,
    };
    deepEqual(decodeFrame(encodeFrame(value)), { ok: true, value });
  });
  fc.assert(check, { numRuns: 50 });
});

test("[F3] tags that do not rise, a seventeenth extension and long ones are malformed", () => {
  const head = concatBytes(bytesOf(frameTypes.hello, 1, 1), new Uint8Array(32 + 6 + 8 + 1));
  const block = (...bytes: number[]) => refused(concatBytes(head, bytesOf(...bytes)));
  equal(block(2, 1, 0, 5, 0), undefined);
  equal(block(2, 5, 0, 1, 0), "malformed");
  equal(block(2, 5, 0, 5, 0), "malformed");
  const count = (n: number) => block(n, ...Array.from({ length: n }, (_, i) => [i, 0]).flat());
  equal(count(limits.extensions), undefined);
  equal(count(limits.extensions + 1), "malformed");
  const size = (n: number) =>
    refused(concatBytes(head, new Writer().varint(1).varint(1).run(long(n)).finish()));
  equal(size(limits.extensionBytes), undefined);
  equal(size(limits.extensionBytes + 1), "malformed");
});
