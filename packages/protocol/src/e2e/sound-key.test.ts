import { equal } from "node:assert/strict";
import { test } from "node:test";
import { Point } from "@noble/ed25519";
import fc from "fast-check";
import {
  mixedOrderKeys,
  nonCanonicalKeys,
  smallOrderKeys,
} from "../../test-support/crafted-keys.ts";
import { anna, countingBytes, signatures } from "../../test-support/scene.ts";
import { equalBytes } from "../wire/bytes.ts";
import { toHex } from "../wire/ids.ts";
import { createIdentity } from "./identity.ts";
import { isSoundKey } from "./sound-key.ts";

test("[K6] keys made from a seed are sound", async () => {
  for (let n = 0; n < 20; n++) {
    const { publicKey } = await createIdentity(countingBytes(32, n), signatures);
    equal(isSoundKey(publicKey), true);
  }
});

const crafted = [
  ["of small order", smallOrderKeys],
  ["not canonical", nonCanonicalKeys],
  ["of mixed order", mixedOrderKeys(anna.publicKey)],
  ["cut or too long", [anna.publicKey.subarray(1), new Uint8Array(33), new Uint8Array(0)]],
] as const;
for (const [what, keys] of crafted) {
  test(`[K6] a key that is ${what} is refused`, () => {
    for (const key of keys) equal(isSoundKey(key), false, toHex(key));
  });
}

test("[K6] about half of all bytes are no point at all, and are refused", () => {
  let refused = 0;
  for (let n = 0; n < 200; n++) if (!isSoundKey(countingBytes(32, n))) refused++;
  equal(refused > 100, true);
});

/** The same question answered with a library of curves. */
function librarySays(key: Uint8Array): boolean {
  try {
    const point = Point.fromBytes(key);
    return equalBytes(point.toBytes(), key) && !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return false;
  }
}

test("[K6] the verdict is that of a library of curves: points, no points, torsion, odd numbers", () => {
  const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(bytes, fc.bigInt(1n, 2n ** 252n), (any, scalar) => {
      const key = Point.BASE.multiply(scalar, false).toBytes();
      for (const one of [any, key, ...mixedOrderKeys(key)]) {
        equal(isSoundKey(one), librarySays(one), toHex(one));
      }
    }),
    { numRuns: 30 },
  );
  for (let first = 0; first < 256; first++) {
    for (const [fill, last] of [
      [0, 0],
      [0, 0x80],
      [255, 0x7f],
      [255, 255],
    ] as const) {
      const key = new Uint8Array(32).fill(fill);
      key[0] = first;
      key[31] = last;
      equal(isSoundKey(key), librarySays(key), toHex(key));
    }
  }
});
