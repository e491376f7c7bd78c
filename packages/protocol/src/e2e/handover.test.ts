import { deepEqual, equal, notDeepEqual, ok } from "node:assert/strict";
import { test } from "node:test";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { Point } from "@noble/ed25519";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import {
  handoverGiver,
  handoverTaker,
  handoverVectors,
} from "../../test-support/handover-vectors.ts";
import { concatBytes, utf8 } from "../wire/bytes.ts";
import {
  createHandoverKey,
  formatHandoverLink,
  handoverSign,
  openHandover,
  parseHandoverLink,
  sealAhead,
  sealLive,
} from "./handover.ts";
import { formatLink, parseLink } from "./invite.ts";
import { generateWords, handoverRootFromWords, rootFromWords } from "./words.ts";

const root = Uint8Array.from({ length: 16 }, (_, i) => i);
const otherRoot = root.map((byte) => byte ^ 1);
const giver = createHandoverKey(new Uint8Array(32).fill(1));
const taker = createHandoverKey(new Uint8Array(32).fill(2));
const thief = createHandoverKey(new Uint8Array(32).fill(3));
const plain = new TextEncoder().encode("all my rooms");
const nonce = new Uint8Array(24).fill(9);

test("[O1] a link of a hand-over is none of a room, and the other way round", () => {
  const link = formatHandoverLink("https://chat.example", root);
  equal(link, "https://chat.example/#h.AAECAwQFBgcICQoLDA0ODw");
  deepEqual(parseHandoverLink(link), root);
  deepEqual(parseHandoverLink(new URL(link).hash.slice(1)), root);
  ok(!parseLink(link).ok);
  equal(parseHandoverLink(formatLink("https://chat.example", root, undefined)), undefined);
  fc.assert(fc.property(fc.string(), (text) => parseHandoverLink(text) === undefined));
});

test("[O1] the same six words are another secret for a hand-over than for a room", async () => {
  const words = generateWords((length) => new Uint8Array(length).fill(4));
  notDeepEqual(await handoverRootFromWords(words, "public"), await rootFromWords(words, "public"));
});

test("[O2] what is sealed for one device opens there and nowhere else", () => {
  const sealed = sealLive(root, giver, taker.publicKey, plain, nonce);
  ok(sealed);
  deepEqual(openHandover(root, taker, sealed), plain);
  equal(openHandover(root, thief, sealed), undefined);
  equal(openHandover(root, giver, sealed), undefined);
  equal(openHandover(otherRoot, taker, sealed), undefined);
});

test("[O2] a key of small order and one that is no point are refused", () => {
  const neutral = new Uint8Array(32);
  neutral[0] = 1;
  for (const key of [neutral, new Uint8Array(32), new Uint8Array(32).fill(0xff)]) {
    equal(sealLive(root, giver, key, plain, nonce), undefined);
  }
});

test("[O3] what is sealed ahead opens for whoever has the secret", () => {
  const sealed = sealAhead(root, plain, nonce);
  deepEqual(openHandover(root, taker, sealed), plain);
  deepEqual(openHandover(root, thief, sealed), plain);
  equal(openHandover(otherRoot, taker, sealed), undefined);
});

test("[O4] any change of what was sealed gives nothing", () => {
  const sealed = [
    sealAhead(root, plain, nonce),
    sealLive(root, giver, taker.publicKey, plain, nonce),
  ];
  for (const bytes of sealed) {
    ok(bytes);
    for (let at = 0; at < bytes.length; at++) {
      equal(
        openHandover(root, taker, bytes.with(at, (bytes[at] ?? 0) ^ 1)),
        undefined,
        `byte ${at}`,
      );
      equal(openHandover(root, taker, bytes.subarray(0, at)), undefined, `${at} bytes`);
    }
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
      equal(openHandover(root, taker, bytes), undefined);
    }),
  );
});

test("the sign that people compare follows from the key of the device that takes", () => {
  deepEqual(handoverSign(root, taker.publicKey), handoverSign(root, taker.publicKey));
  notDeepEqual(handoverSign(root, taker.publicKey), handoverSign(root, thief.publicKey));
});

test("[O1, O2, O3] the golden hand-overs open, and say what this text says", async () => {
  const golden = await handoverVectors();
  deepEqual(parseHandoverLink(golden.link.link), golden.link.root);
  const { live, ahead } = golden;
  ok(live.sealed);
  deepEqual(openHandover(live.root, handoverTaker, live.sealed), live.plain);
  deepEqual(openHandover(ahead.root, handoverTaker, ahead.sealed), ahead.plain);
  // The way of SPEC O2, by hand: the secret both have in common is [8 a]B and [8 b]A.
  const common = (secret: bigint, key: Uint8Array) =>
    Point.fromBytes(key).multiply(8n).multiply(secret).toBytes();
  const { giver: B, taker: A } = golden;
  const shared = common(handoverTaker.secret, B.publicKey);
  deepEqual(shared, common(handoverGiver.secret, A.publicKey));
  const info = concatBytes(utf8("fc1/handover/live"), B.publicKey, A.publicKey);
  const key = hkdf(sha256, shared, live.root, info, 32);
  deepEqual(xchacha20poly1305(key, live.nonce).decrypt(live.sealed.subarray(57)), live.plain);
});
