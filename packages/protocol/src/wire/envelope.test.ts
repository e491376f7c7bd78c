import { deepEqual, equal, notEqual } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { countingBytes, hello, keys, nonce, otherRoom, sealed } from "../../test-support/scene.ts";
import { mutated } from "../../test-support/arbitrary.ts";
import { concatBytes } from "./bytes.ts";
import { encodeEnvelope, encodeHeader, envelopeId, parseEnvelope, TAG_BYTES } from "./envelope.ts";
import { paddingBuckets } from "./buckets.ts";
import * as limits from "./limits.ts";

const { bytes } = await sealed(hello);
const refused = (given: Uint8Array): string | undefined => {
  const parsed = parseEnvelope(given);
  return parsed.ok ? undefined : parsed.error.kind;
};

const envelopes = fc
  .record({
    epoch: fc.nat({ max: limits.epoch }),
    nonce: fc.uint8Array({ minLength: 24, maxLength: 24 }),
    size: fc.constantFrom(...paddingBuckets.slice(0, 4)),
  })
  .map(({ size, ...header }) => ({ ...header, ciphertext: countingBytes(size + TAG_BYTES, 7) }));

test("[E1] the outside of every envelope comes back as it was", () => {
  const check = fc.property(envelopes, (envelope) => {
    deepEqual(parseEnvelope(encodeEnvelope(envelope)), { ok: true, value: envelope });
  });
  fc.assert(check);
});

test("[E1] bytes that parse are the only bytes of their envelope, and none make it throw", () => {
  const near = mutated(envelopes.map(encodeEnvelope));
  const check = fc.property(fc.oneof(near, fc.uint8Array({ maxLength: 400 })), (given) => {
    const parsed = parseEnvelope(given);
    if (parsed.ok) deepEqual(encodeEnvelope(parsed.value), Uint8Array.from(given));
  });
  fc.assert(check, { numRuns: 3_000 });
});

test("[E1] a relay tells a newer version from damage", () => {
  const first = (value: number) => concatBytes(Uint8Array.of(value), bytes.subarray(1));
  equal(refused(bytes), undefined);
  equal(refused(first(0x20)), "unsupported-version");
  equal(refused(first(0x1f)), "malformed");
  equal(refused(new Uint8Array(0)), "unsupported-version");
});

test("[E7] a ciphertext of a size between buckets is malformed", () => {
  const header = encodeHeader({ epoch: 0, nonce });
  const sizes = new Set(paddingBuckets.map((bucket) => bucket + TAG_BYTES));
  for (let size = 0; size < 2_200; size++) {
    const expected = sizes.has(size) ? undefined : "malformed";
    equal(refused(concatBytes(header, new Uint8Array(size))), expected, `${size}`);
  }
  equal(refused(new Uint8Array(limits.envelopeBytes + 1)), "too-large");
});

test("[E9] the envelope id binds the room and every byte", () => {
  const id = envelopeId(keys.room, bytes);
  equal(envelopeId(keys.room, bytes.slice()), id);
  notEqual(envelopeId(otherRoom.room, bytes), id);
  for (let at = 0; at < bytes.length; at += 11) {
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    notEqual(envelopeId(keys.room, changed), id);
  }
});
