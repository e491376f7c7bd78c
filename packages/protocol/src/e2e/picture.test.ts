/** Codes that phones show each other in a row: one encoding, and nothing else is read. */
import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { idFromBytes } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";
import { fromBase45, toBase45 } from "./base45.ts";
import {
  decodePicture,
  encodePicture,
  formatPicture,
  parsePicture,
  type Picture,
} from "./picture.ts";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const number = fc.integer({ min: 0, max: 2 ** 31 });
const plain = { noNullPrototype: true } as const;
const pictures: fc.Arbitrary<Picture> = fc.record(
  {
    from: bytes(8).map((tag) => idFromBytes("DeviceTag", tag)),
    turn: fc.integer({ min: 0, max: 255 }),
    session: bytes(4),
    other: bytes(4),
    next: number,
    ahead: fc.integer({ min: 0, max: 0xffff }),
    piece: fc.option(
      fc.record(
        { number, bytes: fc.uint8Array({ minLength: 1, maxLength: limits.pieceBytes }) },
        plain,
      ),
      { nil: undefined },
    ),
  },
  plain,
);

test("[W8] a picture comes back from its text, and its bytes have one encoding", () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      deepEqual(parsePicture(formatPicture(picture)), picture);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (given) => {
      const read = decodePicture(given);
      if (read !== undefined) deepEqual(encodePicture(read), given);
    }),
  );
});

test("[W8] a piece beyond its bound, an empty one and other texts are no picture", () => {
  const picture: Picture = {
    from: idFromBytes("DeviceTag", new Uint8Array(8)),
    turn: 0,
    session: new Uint8Array(4),
    other: new Uint8Array(4),
    next: 0,
    ahead: 0,
    piece: { number: 0, bytes: new Uint8Array(limits.pieceBytes + 1) },
  };
  equal(parsePicture(formatPicture(picture)), undefined);
  const bare = encodePicture({ ...picture, piece: undefined });
  equal(decodePicture(new Uint8Array([...bare, 0])), undefined);
  for (const text of ["", "FC1/", "FC1:ABC", "https://chat.example/#x", "FC1/abc"]) {
    equal(parsePicture(text), undefined);
  }
});

test("[W2, W8] Base45 is that of RFC 9285, and refuses what it never writes", () => {
  for (const [plain, text] of [
    ["AB", "BB8"],
    ["Hello!!", "%69 VD92EX0"],
    ["base-45", "UJCLQE7W581"],
    ["ietf!", "QED8WEX0"],
  ] as const) {
    equal(toBase45(new TextEncoder().encode(plain)), text);
    deepEqual(fromBase45(text), new TextEncoder().encode(plain));
  }
  for (const text of ["A", "GGW", ":::", "abc", "BB8B"]) equal(fromBase45(text), undefined);
});
