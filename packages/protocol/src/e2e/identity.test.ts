import { equal, notDeepEqual } from "node:assert/strict";
import { test } from "node:test";
import { smallOrderKeys } from "../../test-support/crafted-keys.ts";
import { anna, ben } from "../../test-support/scene.ts";
import { toHex } from "../wire/ids.ts";
import { createAuthorChecks } from "./identity.ts";

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
