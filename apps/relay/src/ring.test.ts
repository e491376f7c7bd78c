/** The ring against a plain list: it may forget the oldest, never the order and never a byte. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { concatBytes, encodeRecord, type LogRecord, toSeq } from "@festival-chat/protocol/wire";
import fc from "fast-check";
import { createRing } from "./ring.ts";

const bounds = { ringStartBytes: 64, ringKeepBytes: 256, ringMaxBytes: 1_024 };

const record = (seq: number, prev: number, size: number): LogRecord => ({
  seq: toSeq(seq),
  prev: toSeq(prev),
  receivedAt: 1,
  envelope: new Uint8Array(size).fill(seq),
});

const step = fc.oneof(
  fc.record({
    kind: fc.constant("push" as const),
    gap: fc.integer({ min: 1, max: 3 }),
    size: fc.integer({ min: 1, max: 300 }),
    needed: fc.boolean(),
    memory: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("release" as const) }),
  fc.record({ kind: fc.constant("forget" as const), back: fc.integer({ min: 0, max: 5 }) }),
);

test("every span is exactly the records after a seq, and nothing after the base is missing", () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 1, max: 600 }),
      (steps, maxBytes) => {
        const ring = createRing(toSeq(10), bounds);
        const list: LogRecord[] = [];
        let head = 10;
        for (const one of steps) {
          if (one.kind === "push") {
            const next = record(head + one.gap, head, one.size);
            head += one.gap;
            list.push(next);
            ring.push(next, toSeq(one.needed ? head - 6 : head), () => one.memory);
          } else if (one.kind === "release") ring.release(toSeq(head));
          else ring.forget(toSeq(Math.max(0, head - one.back)));
          ok(ring.capacity() <= bounds.ringMaxBytes);
        }
        for (let seq = 8; seq <= head; seq++) {
          const span = ring.after(toSeq(seq), maxBytes);
          if (seq < ring.base()) {
            equal(span, undefined);
            continue;
          }
          const rest = list.filter((entry) => entry.seq > seq);
          if (span === "none" || span === undefined) {
            equal(rest.length, 0);
            continue;
          }
          const bytes = new Uint8Array(span.end - span.start);
          ring.copy(span, bytes, 0);
          const inside = rest.filter((entry) => entry.seq <= span.to);
          ok(inside.length > 0);
          deepEqual(bytes, concatBytes(...inside.map(encodeRecord)));
          ok(inside.length === 1 || bytes.length <= maxBytes);
          const following = rest[inside.length];
          ok(following === undefined || bytes.length + encodeRecord(following).length > maxBytes);
        }
      },
    ),
  );
});

test("the point some records back is the prev of the first of them", () => {
  const ring = createRing(toSeq(0), bounds);
  for (let seq = 1; seq <= 5; seq++) ring.push(record(seq, seq - 1, 10), toSeq(0), () => true);
  equal(ring.before(2, 1_000), 3);
  equal(ring.before(5, 1_000), 0);
  equal(ring.before(6, 1_000), undefined, "the store may know more");
  const size = encodeRecord(record(5, 4, 10)).length;
  equal(ring.before(6, 2 * size), 3);
  equal(ring.before(6, 2 * size + 1), 3);
});

test("without memory the ring holds nothing and says so", () => {
  const ring = createRing(toSeq(0), bounds);
  ring.push(record(1, 0, 10), toSeq(0), () => false);
  equal(ring.base(), 1);
  equal(ring.after(toSeq(0), 100), undefined);
  equal(ring.after(toSeq(1), 100), "none");
});
