import { deepEqual, equal, ok } from "node:assert/strict";
import { describe, test } from "node:test";
import { target } from "../../test-support/scene.ts";
import { concatBytes, utf8, Writer } from "../wire/bytes.ts";
import { idToBytes } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";
import { contentTypes, decodeContent } from "./content.ts";

const to = idToBytes(target);
const text = (length: number): Uint8Array => utf8("x".repeat(length));
const run = (length: number): Uint8Array => new Writer().run(text(length)).finish();
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const accepts = (kind: keyof typeof contentTypes, ...parts: Uint8Array[]): boolean =>
  decodeContent(contentTypes[kind], concatBytes(...parts)) !== undefined;

/** For each text of a body: the rest of the body before it, its bound, and whether it may be empty. */
const texts = [
  ["text", [], limits.textBytes, false],
  ["reply", [to], limits.textBytes, false],
  ["edit", [to], limits.textBytes, false],
  ["reaction", [to], limits.emojiBytes, true],
  ["profile", [], limits.nameBytes, false],
  ["pin", [bytes(0)], limits.labelBytes, false],
] as const;

for (const [kind, before, bound, mayBeEmpty] of texts) {
  test(`[E11] ${kind}: text up to its bound, well formed`, () => {
    equal(accepts(kind, ...before), mayBeEmpty);
    equal(accepts(kind, ...before, text(1)), true);
    equal(accepts(kind, ...before, text(bound)), true);
    equal(accepts(kind, ...before, text(bound + 1)), false);
    equal(accepts(kind, ...before, bytes(0xc3)), false, "half a character");
    equal(accepts(kind, ...before, bytes(0xc0, 0x80)), false, "an overlong form");
    equal(accepts(kind, ...before, bytes(0xed, 0xa0, 0x80)), false, "half a surrogate pair");
  });
}

test("[E11, F2] text is kept as it was written: neither normalised nor trimmed", () => {
  for (const written of ["e\u0301", "\u00e9", "\ufeffx", " x\u0000 "]) {
    deepEqual(decodeContent(contentTypes.text, utf8(written)), { kind: "text", text: written });
  }
});

test("[E11] a cut message id is malformed", () => {
  for (const kind of ["reply", "edit", "reaction", "remove", "vote"] as const) {
    equal(accepts(kind, to.subarray(0, 15)), false, kind);
  }
  equal(accepts("remove", to), true);
  equal(accepts("remove", to, bytes(0)), false);
});

describe("[E11] a pin", () => {
  const position = (latitude: number, longitude: number): Uint8Array =>
    new Writer().u8(1).uint(latitude, 4).uint(longitude, 4).raw(text(1)).finish();

  test("[E11] lies on the Earth", () => {
    equal(accepts("pin", position(180_000_000, 360_000_000)), true);
    equal(accepts("pin", position(180_000_001, 0)), false);
    equal(accepts("pin", position(0, 360_000_001)), false);
  });

  test("[E11] has no flags beyond position and time", () => {
    equal(accepts("pin", bytes(4), text(1)), false);
    equal(accepts("pin", bytes(2), new Uint8Array(6), text(1)), true);
    equal(accepts("pin", bytes(2), new Uint8Array(5)), false);
  });
});

test("[E11] a poll has a question and two to ten answers", () => {
  const options = (count: number, length = 1) => Array.from({ length: count }, () => run(length));
  const poll = (...parts: Uint8Array[]) => accepts("poll", bytes(0), ...parts);
  equal(poll(run(1), ...options(1)), false);
  equal(poll(run(1), ...options(2)), true);
  equal(poll(run(1), ...options(limits.pollOptions)), true);
  equal(poll(run(1), ...options(limits.pollOptions + 1)), false);
  equal(poll(run(0), ...options(2)), false);
  equal(poll(run(limits.questionBytes), ...options(2, limits.labelBytes)), true);
  equal(poll(run(limits.questionBytes + 1), ...options(2)), false);
  equal(poll(run(1), ...options(2, limits.labelBytes + 1)), false);
  equal(accepts("poll", bytes(2), run(1), ...options(2)), false);
});

test("[E11] a vote names each choice once, in order", () => {
  equal(accepts("vote", to), true);
  equal(accepts("vote", to, bytes(0, 1, 9)), true);
  equal(accepts("vote", to, bytes(10)), false);
  equal(accepts("vote", to, bytes(1, 1)), false);
  equal(accepts("vote", to, bytes(1, 0)), false);
});

test("[E11] a pinned message is named, and pinned or not", () => {
  equal(accepts("pinned", to, bytes(0)), true);
  equal(accepts("pinned", to, bytes(1)), true);
  equal(accepts("pinned", to, bytes(2)), false);
  equal(accepts("pinned", to), false);
  equal(accepts("pinned", to, bytes(1, 0)), false);
  equal(accepts("pinned", to.subarray(1), bytes(1)), false);
});

test("[E11] a blob reference keeps its bounds", () => {
  const head = new Uint8Array(64);
  const size = (bytesOfBlob: number) => new Writer().varint(bytesOfBlob).finish();
  const blob = (...parts: Uint8Array[]) => accepts("blob", head, ...parts);
  equal(blob(size(limits.blobBytes), run(limits.mediaTypeBytes), run(limits.labelBytes)), true);
  equal(blob(size(limits.blobBytes + 1), run(1), run(0)), false);
  equal(blob(size(1), run(0), run(0)), false);
  equal(blob(size(1), run(limits.mediaTypeBytes + 1), run(0)), false);
  equal(blob(size(1), run(1), run(limits.labelBytes + 1)), false);
  equal(blob(size(1), run(1), run(0), text(limits.previewBytes)), true);
  equal(blob(size(1), run(1), run(0), text(limits.previewBytes + 1)), false);
});

test("[E11] a kind of a newer version is kept, byte for byte", () => {
  const known = new Set<number>(Object.values(contentTypes));
  for (let type = 0; type < 128; type++) {
    if (known.has(type)) continue;
    const kept = decodeContent(type, bytes(1, 2, 3));
    deepEqual(kept, { kind: "unknown", type, bytes: bytes(1, 2, 3) });
  }
});

test("[F9] the kinds kept for the mesh are free", () => {
  for (let type = 64; type <= 79; type++) ok(decodeContent(type, bytes())?.kind === "unknown");
});
