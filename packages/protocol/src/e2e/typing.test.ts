/** Who is writing, as bytes: golden ones and nothing else. */
import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ephemeralVectors, refusedTyping } from "../../test-support/ephemeral-vectors.ts";
import { fromHex } from "../wire/ids.ts";
import { formatTyping, parseTyping } from "./typing.ts";

const parsed = (hex: string) => parseTyping(fromHex(hex) ?? new Uint8Array(0));

test("[P7] that somebody writes is read as it was written", () => {
  for (const { typist, plainHex } of ephemeralVectors().typing) deepEqual(parsed(plainHex), typist);
});

for (const { why, hex } of refusedTyping) {
  test(`[P7] golden refusal of who writes: ${why}`, () => equal(parsed(hex), undefined));
}

test("[P7] no bytes break the reader of who writes, and each has one form", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const typist = parseTyping(Uint8Array.of(1, ...bytes));
      if (typist !== undefined) deepEqual(formatTyping(typist), Uint8Array.of(1, ...bytes));
    }),
  );
});
