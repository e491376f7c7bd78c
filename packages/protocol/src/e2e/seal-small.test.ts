import { deepEqual, equal, throws } from "node:assert/strict";
import { test } from "node:test";
import { countingBytes, keys, nonce, otherRoom, withBitFlipped } from "../../test-support/scene.ts";
import { smallBuckets } from "../wire/buckets.ts";
import * as limits from "../wire/limits.ts";
import { openSmall, sealSmall, smallPlainBytes, type SmallPurpose } from "./seal-small.ts";

const purposes: readonly SmallPurpose[] = ["presence", "ephemeral", "signal", "card"];
const bounds = {
  presence: limits.presenceBytes,
  ephemeral: limits.ephemeralBytes,
  signal: limits.signalBytes,
  card: limits.cardBytes,
};
/** Version, the longest epoch, nonce, tag. */
const overhead = 1 + 5 + 24 + 16;

for (const purpose of purposes) {
  const most = smallPlainBytes(purpose);

  test(`[E8] ${purpose}: comes back, from nothing to the most it takes`, () => {
    for (const length of [0, 1, 40, most - 1, most]) {
      const plain = countingBytes(length, 0x80);
      deepEqual(openSmall(keys, purpose, sealSmall(keys, purpose, 0, plain, nonce)), plain);
    }
    throws(() => sealSmall(keys, purpose, 0, new Uint8Array(most + 1), nonce), RangeError);
  });

  test(`[E8] ${purpose}: the relay sees buckets, and each fits its frame`, () => {
    const sizes = new Set<number>();
    for (let length = 0; length <= most; length += 7) {
      sizes.add(sealSmall(keys, purpose, 0, new Uint8Array(length), nonce).length - 26 - 16);
    }
    deepEqual([...sizes], [...smallBuckets[purpose]]);
    equal(Math.max(...sizes) + overhead <= bounds[purpose], true);
  });

  test(`[K8] ${purpose}: does not open as anything else, nor in another room`, () => {
    const bytes = sealSmall(keys, purpose, 0, Uint8Array.of(1), nonce);
    for (const other of purposes) {
      equal(openSmall(keys, other, bytes) === undefined, other !== purpose);
    }
    equal(openSmall(otherRoom, purpose, bytes), undefined);
  });
}

test("[E2] any bit that differs, a cut and an addition do not open", () => {
  const bytes = sealSmall(keys, "presence", 0, countingBytes(20, 0), nonce);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    equal(openSmall(keys, "presence", withBitFlipped(bytes, bit)), undefined);
  }
  for (let length = 0; length < bytes.length; length++) {
    equal(openSmall(keys, "presence", bytes.subarray(0, length)), undefined);
  }
  equal(openSmall(keys, "presence", Uint8Array.from([...bytes, 0])), undefined);
});

test("[E8] an epoch without a key is a bug when sealing and nothing when opening", () => {
  throws(() => sealSmall(keys, "presence", 1, new Uint8Array(1), nonce), RangeError);
  const bytes = sealSmall(keys, "presence", 0, new Uint8Array(1), nonce);
  bytes[1] = 1;
  equal(openSmall(keys, "presence", bytes), undefined);
});
