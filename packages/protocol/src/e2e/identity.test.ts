import { equal, notDeepEqual } from "node:assert/strict";
import { test } from "node:test";
import {
  mixedOrderKeys,
  nonCanonicalKeys,
  smallOrderKeys,
} from "../../test-support/crafted-keys.ts";
import { anna, ben, countingBytes, signatures } from "../../test-support/scene.ts";
import { toHex } from "../wire/ids.ts";
import { createAuthorChecks, createIdentity, isSoundKey } from "./identity.ts";

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

test("[K6] a verdict is remembered, and the memory is bounded", () => {
  const authors = createAuthorChecks();
  equal(authors.check(anna.publicKey), true);
  // Refused by its length, so that a crowd costs no arithmetic.
  const crowd = new Uint8Array(33);
  for (let n = 0; n < 5_000; n++) {
    crowd[0] = n & 0xff;
    crowd[1] = n >> 8;
    equal(authors.check(crowd), false);
  }
  equal(authors.check(anna.publicKey), true);
  equal(authors.check(smallOrderKeys[0] ?? crowd), false);
  equal(authors.check(smallOrderKeys[0] ?? crowd), false);
});

test("an identity is its seed's key", () => {
  equal(anna.author, toHex(anna.publicKey));
  notDeepEqual(anna.publicKey, ben.publicKey);
});
