import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inner, mutated } from "../../test-support/arbitrary.ts";
import { keys, otherRoom } from "../../test-support/scene.ts";
import { decodeInner, encodeInner, messageId } from "./inner.ts";

function assertCanonical(bytes: Uint8Array): void {
  const decoded = decodeInner(bytes);
  if (decoded !== undefined) deepEqual(encodeInner(decoded), Uint8Array.from(bytes));
}

test("[E4] every inner comes back from its bytes as it was", () => {
  const check = fc.property(inner, (value) => {
    deepEqual(decodeInner(encodeInner(value)), value);
  });
  fc.assert(check, { numRuns: 2_000 });
});

test("[E4, E11] bytes that decode are the only bytes of their inner", () => {
  fc.assert(fc.property(mutated(inner.map(encodeInner)), assertCanonical), { numRuns: 5_000 });
});

test("[E4] no bytes make the decoder throw", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), assertCanonical), { numRuns: 5_000 });
});

test("[E4] an announced but empty extension block is not canonical", () => {
  const check = fc.property(inner, (value) => {
    const plain = { ...value, ctr: 1, extensions: new Map() };
    const bytes = [...encodeInner(plain)];
    // kind, author, chain, ctr, prev, clock: the block would begin after them.
    const head = 1 + 32 + 8 + 1 + 16 + 8;
    bytes[0] = (bytes[0] ?? 0) | 0x80;
    bytes.splice(head, 0, 0);
    equal(decodeInner(Uint8Array.from(bytes)), undefined);
  });
  fc.assert(check, { numRuns: 100 });
});

test("[E10] one inner has one message id per room", () => {
  const check = fc.property(inner, inner, (one, other) => {
    const bytes = encodeInner(one);
    const same = Buffer.compare(bytes, encodeInner(other)) === 0;
    equal(messageId(keys.room, bytes) === messageId(keys.room, encodeInner(other)), same);
    equal(messageId(keys.room, bytes) === messageId(otherRoom.room, bytes), false);
  });
  fc.assert(check, { numRuns: 200 });
});
