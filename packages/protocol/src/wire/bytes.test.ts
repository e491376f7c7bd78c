import { deepEqual, equal, throws } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseUtf8, Reader, utf8, Writer } from "./bytes.ts";
import { fromHex, idToBytes, parseId, toHex, toSeq } from "./ids.ts";

test("[F2] a varint comes back, in one byte for each seven bits", () => {
  const check = fc.property(fc.maxSafeNat(), (value) => {
    const bytes = new Writer().varint(value).finish();
    equal(bytes.length, Math.ceil(value.toString(2).length / 7));
    const reader = new Reader(bytes);
    equal(reader.varint(), value);
    equal(reader.done, true);
  });
  fc.assert(check);
});

test("[F2] integers are big-endian and come back", () => {
  deepEqual(new Writer().uint(0x0102_0304_0506, 6).finish(), Uint8Array.of(1, 2, 3, 4, 5, 6));
  equal(new Reader(Uint8Array.of(1, 2, 3, 4, 5, 6)).uint(6), 0x0102_0304_0506);
});

test("a number that does not fit its field is a bug, never cut", () => {
  throws(() => new Writer().u8(256), RangeError);
  throws(() => new Writer().uint(-1, 6), RangeError);
  throws(() => new Writer().uint(2 ** 48, 6), RangeError);
  throws(() => new Writer().uint(1.5, 2), RangeError);
  throws(() => new Writer().varint(-1), RangeError);
  throws(() => new Writer().varint(2 ** 53), RangeError);
  throws(() => toSeq(-1), RangeError);
});

test("[F5] a reader past its end stays at fault and gives harmless values", () => {
  const reader = new Reader(Uint8Array.of(5, 1));
  equal(reader.run(10).length, 0);
  deepEqual([reader.fault, reader.done, reader.left], [true, false, 0]);
  deepEqual(
    [reader.u8(), reader.varint(), reader.raw(3).length, reader.rest(9).length],
    [0, 0, 0, 0],
  );
});

test("[F2] text is UTF-8 or nothing", () => {
  const check = fc.property(fc.string({ unit: "binary" }), (text) => {
    equal(parseUtf8(utf8(text)), text);
  });
  fc.assert(check);
  for (const bytes of [
    [0xff],
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
    [0xf5, 0x80, 0x80, 0x80],
    [0xe2, 0x82],
  ]) {
    equal(parseUtf8(Uint8Array.from(bytes)), undefined);
  }
});

test("ids are lower-case hex of their one length", () => {
  const check = fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
    deepEqual(fromHex(toHex(bytes)), Uint8Array.from(bytes));
  });
  fc.assert(check);
  equal(parseId("RoomId", "0A".repeat(16)).ok, false);
  equal(parseId("RoomId", "0a".repeat(15)).ok, false);
  equal(parseId("RoomId", "0a".repeat(16)).ok, true);
  equal(fromHex("0"), undefined);
  throws(() => idToBytes("zz" as Parameters<typeof idToBytes>[0]), RangeError);
});
