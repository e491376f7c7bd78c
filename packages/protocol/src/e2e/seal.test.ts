import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import {
  anna,
  ben,
  countingBytes,
  draftOf,
  evening,
  hello,
  keys,
  must,
  nonce,
  otherRoom,
  sealed,
  signatures,
  target,
  withBitFlipped,
} from "../../test-support/scene.ts";
import { content } from "../../test-support/arbitrary.ts";
import { encodeEnvelope, encodeHeader, envelopeId, parseEnvelope } from "../wire/envelope.ts";
import { encodeFrame } from "../wire/encode-frame.ts";
import { idFromBytes } from "../wire/ids.ts";
import { paddingBuckets } from "../wire/buckets.ts";
import * as limits from "../wire/limits.ts";
import { createAuthorChecks } from "./identity.ts";
import { type Draft, open, type Opened, seal } from "./seal.ts";

const authors = createAuthorChecks();
const opened = async (bytes: Uint8Array): Promise<Opened> =>
  must(await open(keys, bytes, authors, signatures));
const failure = async (bytes: Uint8Array, room = keys): Promise<string> => {
  const result = await open(room, bytes, authors, signatures);
  return result.ok ? "opened" : result.error.kind;
};
const freshNonce = (n: number): Uint8Array => countingBytes(24, n);

describe("a message", () => {
  test("[E4] comes out as it went in, whatever it says", async () => {
    const check = fc.asyncProperty(content, async (said) => {
      const { bytes } = await sealed(draftOf(said));
      deepEqual((await opened(bytes)).content, said);
    });
    await fc.assert(check, { numRuns: 60 });
  });

  test("[E6] names its author, place and time", async () => {
    const { bytes, id, message } = await sealed(hello);
    const read = await opened(bytes);
    const { chain, ctr, prev, hlc, name } = hello;
    deepEqual(
      { ...read },
      {
        ...hello,
        id,
        message,
        room: keys.room,
        author: anna.author,
        epoch: 0,
        chain,
        ctr,
        prev,
        hlc,
        name,
      },
    );
  });

  test("[E15] carries its author's shown name, or none", async () => {
    equal((await opened((await sealed(hello)).bytes)).name, "Anna");
    const nameless = await sealed({ ...hello, name: undefined });
    equal((await opened(nameless.bytes)).name, undefined);
    for (const name of ["", "x".repeat(limits.nameBytes + 1)]) {
      const result = await seal(keys, 0, anna, { ...hello, name }, nonce, signatures);
      ok(!result.ok && result.error.kind === "invalid");
    }
  });

  test("[E5] the first of a chain has nothing before it, the next names it", async () => {
    const first = await sealed({ ...hello, ctr: 0, prev: undefined });
    equal((await opened(first.bytes)).prev, undefined);
    const second = await sealed({ ...hello, ctr: 1, prev: first.message });
    equal((await opened(second.bytes)).prev, first.message);
  });

  test("[E5] two messages in one place of a chain show as two: equivocation is visible", async () => {
    const one = await opened((await sealed(hello)).bytes);
    const other = await opened(
      (await sealed({ ...hello, content: { kind: "text", text: "No, at the elm" } })).bytes,
    );
    deepEqual([one.author, one.chain, one.ctr], [other.author, other.chain, other.ctr]);
    notEqual(one.message, other.message);
  });

  test("[E3] sealing again with the same nonce gives the same bytes", async () => {
    deepEqual(await sealed(hello), await sealed(hello));
  });

  test("[E9] its envelope id is what a relay computes from the bytes alone", async () => {
    const { bytes, id } = await sealed(hello);
    equal(id, envelopeId(keys.room, bytes));
    notEqual(id, envelopeId(otherRoom.room, bytes));
  });

  test("[E10] sealed again a hundred times it is one message in a hundred envelopes", async () => {
    const ids = new Set<string>();
    const messages = new Set<string>();
    for (let n = 0; n < 100; n++) {
      const again = await sealed(hello, freshNonce(n));
      ids.add(again.id);
      messages.add((await opened(again.bytes)).message);
    }
    deepEqual([ids.size, messages.size], [100, 1]);
  });
});

describe("what is refused", () => {
  test("[E2] an envelope of another room does not open", async () => {
    equal(await failure((await sealed(hello)).bytes, otherRoom), "cannot-decrypt");
  });

  test("[E3, E13] any bit of nonce, ciphertext and tag that differs looks the same", async () => {
    const { bytes, id } = await sealed(hello);
    const seen = new Set<string>();
    for (let bit = 16; bit < bytes.length * 8; bit++) {
      const changed = withBitFlipped(bytes, bit);
      notEqual(envelopeId(keys.room, changed), id);
      const result = await open(keys, changed, authors, signatures);
      seen.add(JSON.stringify(result));
    }
    deepEqual([...seen], ['{"ok":false,"error":{"kind":"cannot-decrypt","what":"ciphertext"}}']);
  });

  test("[E2] no bit of the header can differ either", async () => {
    const { bytes } = await sealed(hello);
    for (let bit = 0; bit < 16; bit++)
      notEqual(await failure(withBitFlipped(bytes, bit)), "opened");
  });

  test("[E1] another version is unsupported, a set flag is malformed", async () => {
    const { bytes } = await sealed(hello);
    const first = (value: number) => Uint8Array.from([value, ...bytes.subarray(1)]);
    equal(await failure(first(0x20)), "unsupported-version");
    equal(await failure(first(0x00)), "unsupported-version");
    equal(await failure(first(0x11)), "malformed");
  });

  test("[E13] an epoch without a key is told apart from damage: the key may still come", async () => {
    const { bytes } = await sealed(hello);
    const parsed = must(parseEnvelope(bytes));
    equal(await failure(encodeEnvelope({ ...parsed, epoch: 7 })), "unknown-epoch");
    const result = await seal(keys, 7, anna, hello, nonce, signatures);
    ok(!result.ok && result.error.kind === "unknown-epoch");
  });

  test("[E6] nobody writes as somebody else", async () => {
    const asAnna = { ...ben, author: anna.author };
    const { bytes } = must(await seal(keys, 0, asAnna, hello, nonce, signatures));
    equal(await failure(bytes), "bad-signature");
  });

  test("[K6] an author key that verifiers disagree on is refused before its signature", async () => {
    const smallOrder = { ...anna, author: idFromBytes("AuthorKey", new Uint8Array(32)) };
    const { bytes } = must(await seal(keys, 0, smallOrder, hello, nonce, signatures));
    equal(await failure(bytes), "bad-author");
  });

  test("[E11] content against its own rules is not sealed", async () => {
    const wrong: Draft["content"][] = [
      { kind: "text", text: "" },
      { kind: "profile", name: "x".repeat(limits.nameBytes + 1) },
      { kind: "reaction", to: target, emoji: "x".repeat(limits.emojiBytes + 1) },
      { kind: "poll", question: "?", options: ["only one"], multiple: false },
      { kind: "vote", to: target, choices: [2, 1] },
      // A foreign kind under a number of ours would have two encodings.
      { kind: "unknown", type: 5, bytes: new Uint8Array(16) },
    ];
    for (const said of wrong) {
      const result = await seal(keys, 0, anna, draftOf(said), nonce, signatures);
      ok(!result.ok && result.error.kind === "invalid", said.kind);
    }
  });

  test("[E7, E11] more words than a message holds, and what fits no bucket, are too large", async () => {
    const tooLarge: Draft["content"][] = [
      { kind: "text", text: "x".repeat(limits.textBytes + 1) },
      { kind: "reply", to: target, text: "\u00e9".repeat(limits.textBytes / 2 + 1) },
      { kind: "unknown", type: 99, bytes: new Uint8Array(16_300) },
    ];
    for (const said of tooLarge) {
      const result = await seal(keys, 0, anna, draftOf(said), nonce, signatures);
      ok(!result.ok && result.error.kind === "too-large", said.kind);
    }
  });
});

describe("sizes", () => {
  const frameBytes = (envelope: Uint8Array): number =>
    encodeFrame({ kind: "publish", channel: 300, ref: 300, envelope }).length;

  test("[E7] the relay sees buckets, whatever the length", async () => {
    const seen = new Set<number>();
    for (let length = 1; length <= limits.textBytes; length += 331) {
      const said = { kind: "text", text: "x".repeat(length) } as const;
      const { bytes } = await sealed(draftOf(said));
      seen.add(must(parseEnvelope(bytes)).ciphertext.length - 16);
    }
    deepEqual(
      [...seen].filter((size) => !paddingBuckets.includes(size)),
      [],
    );
    ok(seen.size > 5);
  });

  test("[E14] a reaction is at most 200 bytes on the wire", async () => {
    const said = { kind: "reaction", to: target, emoji: "🔥" } as const;
    ok(frameBytes((await sealed(draftOf(said, { ctr: 16_383 }))).bytes) <= 200);
  });

  test("[E14] a text of 40 characters under a long name is at most 350 bytes", async () => {
    const said = { kind: "text", text: "x".repeat(40) } as const;
    const { bytes } = await sealed(draftOf(said, { ctr: 16_383, name: "n".repeat(24) }));
    ok(frameBytes(bytes) <= 350);
  });

  test("[E2] the header of an early epoch takes 26 bytes", () => {
    equal(encodeHeader({ epoch: 127, nonce }).length, 26);
  });
});

test("[E12] the stamp of a message is the one it was written with", async () => {
  const hlc = { ms: evening - 7_200_000, count: 65_535 };
  deepEqual((await opened((await sealed({ ...hello, hlc })).bytes)).hlc, hlc);
});
