/** The frames that begin a link between phones: one encoding, total decoding. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { id, mutated, record } from "../../test-support/arbitrary.ts";
import { decodeFrame } from "./decode-frame.ts";
import { decodeNearbyHello, encodeNearbyHello, type NearbyHello } from "./nearby-hello.ts";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const hello: fc.Arbitrary<NearbyHello> = fc.oneof(
  record({ kind: fc.constant("greet" as const), tag: id("DeviceTag"), nonce: bytes(16) }),
  record({
    kind: fc.constant("prove" as const),
    deviceKey: bytes(32),
    signature: bytes(64),
    mac: bytes(32),
  }),
);

test("[F8, W7] greeting and proof come back from their bytes as they were", () => {
  fc.assert(
    fc.property(hello, (value) => {
      const encoded = encodeNearbyHello(value);
      deepEqual(decodeNearbyHello(encoded), { ok: true, value });
      deepEqual(decodeFrame(encoded), { ok: true, value: { kind: "unknown", type: 24 } });
    }),
  );
});

test("[F5] whatever a phone says first, it is a greeting, a proof, malformed or another frame", () => {
  fc.assert(
    fc.property(fc.oneof(mutated(hello.map(encodeNearbyHello)), fc.uint8Array()), (given) => {
      const decoded = decodeNearbyHello(given);
      equal(decoded === undefined, given[0] !== 24);
      if (decoded?.ok === true) deepEqual(encodeNearbyHello(decoded.value), Uint8Array.from(given));
    }),
    { numRuns: 2_000 },
  );
});

test("[F1] nothing follows the fields", () => {
  const whole = encodeNearbyHello({
    kind: "prove",
    deviceKey: new Uint8Array(32),
    signature: new Uint8Array(64),
    mac: new Uint8Array(32),
  });
  equal(decodeNearbyHello(Uint8Array.of(...whole, 0))?.ok, false);
  for (let end = 1; end < whole.length; end++) {
    ok(decodeNearbyHello(whole.subarray(0, end))?.ok === false, `${end} bytes`);
  }
});
