import { deepEqual, equal, rejects } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mutated, text } from "../../test-support/arbitrary.ts";
import {
  countingBytes,
  evening,
  hostSecret,
  keys,
  nonce,
  otherRoom,
  signatures,
  withBitFlipped,
} from "../../test-support/scene.ts";
import * as limits from "../wire/limits.ts";
import { decodeCard, hostFingerprint, openCertificate, type RoomCard } from "./card.ts";
import { createCertificate, encodeCard } from "./create-certificate.ts";

const words = ["acid", "bamboo", "cactus", "doctor", "elbow", "yoyo"];
const card: RoomCard = { name: "Zeltplatz 12", words, createdAt: evening };
const certificate = await createCertificate(keys, hostSecret, 3, card, nonce, signatures);
const host = hostFingerprint(certificate.hostKey);

test("[K7] every member reads the card that the host signed", async () => {
  deepEqual(await openCertificate(keys, certificate, host, signatures), { ok: true, value: card });
});

test("[K7] who joined by words takes the host that the room has", async () => {
  const opened = await openCertificate(keys, certificate, undefined, signatures);
  deepEqual(opened, { ok: true, value: card });
});

test("[K7] a card of another host than the link names is refused", async () => {
  const other = await createCertificate(keys, countingBytes(32, 9), 4, card, nonce, signatures);
  deepEqual(await openCertificate(keys, other, host, signatures), {
    ok: false,
    error: "other-host",
  });
});

test("[K7] another version, card, signature or room under the signature is refused", async () => {
  const changed = [
    { ...certificate, version: 4 },
    { ...certificate, card: withBitFlipped(certificate.card, 400) },
    { ...certificate, signature: withBitFlipped(certificate.signature, 3) },
  ];
  for (const forged of changed) {
    const opened = await openCertificate(keys, forged, host, signatures);
    deepEqual(opened, { ok: false, error: "bad-signature" });
  }
  const elsewhere = await openCertificate(otherRoom, certificate, host, signatures);
  deepEqual(elsewhere, { ok: false, error: "bad-signature" });
});

test("[K6, K7] a host key that verifiers disagree on is refused", async () => {
  const weak = { ...certificate, hostKey: new Uint8Array(32) };
  const opened = await openCertificate(keys, weak, undefined, signatures);
  deepEqual(opened, { ok: false, error: "bad-signature" });
});

test("[K7] a room of a link alone has no words", () => {
  const plain = { ...card, words: undefined };
  deepEqual(decodeCard(encodeCard(plain)), plain);
});

const arbitraryCard = fc.record<RoomCard>(
  {
    name: text(1, limits.roomNameBytes),
    words: fc.option(fc.constant(words), { nil: undefined }),
    createdAt: fc.nat(),
  },
  { noNullPrototype: true },
);

test("[K7] every card comes back as it was", () => {
  fc.assert(fc.property(arbitraryCard, (value) => deepEqual(decodeCard(encodeCard(value)), value)));
});

test("[K7] bytes that read as a card are its only bytes, but for newer extensions", () => {
  const check = fc.property(mutated(arbitraryCard.map(encodeCard)), (bytes) => {
    const read = decodeCard(bytes);
    if (read === undefined) return;
    const again = encodeCard(read);
    deepEqual(again.subarray(0, -1), Uint8Array.from(bytes.subarray(0, again.length - 1)));
  });
  fc.assert(check, { numRuns: 2_000 });
});

test("[K7] no card has an empty or long name, or fewer words than six", async () => {
  const wrong: RoomCard[] = [
    { ...card, name: "" },
    { ...card, name: "x".repeat(limits.roomNameBytes + 1) },
    { ...card, words: words.slice(1) },
    { ...card, words: [...words.slice(1), "Not a word"] },
  ];
  for (const one of wrong) {
    const made = createCertificate(keys, hostSecret, 1, one, nonce, signatures);
    await rejects(made, RangeError);
  }
  equal(decodeCard(new Uint8Array(0)), undefined);
});
