/** Cards, signals and proofs of links between phones: what opens, and all that does not. */
import { deepEqual, equal, notDeepEqual, notEqual, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { record } from "../../test-support/arbitrary.ts";
import {
  annasCall,
  annasCard,
  annasEnd,
  annasPlace,
  annasPrekey,
  annasTag,
  bensAttempt,
  bensCard,
  bensEnd,
  bensTag,
  nearbyVectors,
} from "../../test-support/nearby-vectors.ts";
import {
  anna,
  ben,
  keys,
  nonce,
  otherRoom,
  signatures,
  withBitFlipped,
} from "../../test-support/scene.ts";
import { idFromBytes, toHex } from "../wire/ids.ts";
import { createAuthorChecks } from "./identity.ts";
import {
  type CardCandidate,
  decodeCard,
  decodeCode,
  encodeCard,
  formatCode,
  type IdentityCard,
  parseCode,
} from "./identity-card.ts";
import { checkProof, makeProof } from "./nearby-proof.ts";
import { openSignal, sealSignal } from "./nearby-signal.ts";
import { type PrekeyPlace, prekeyMark } from "./prekey-mark.ts";
import { formatPicture, parsePicture, pictureFingerprint } from "./picture.ts";
import { sealSmall } from "./seal-small.ts";

const authors = createAuthorChecks();
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const ice = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(..."ABZabz0189+/"), minLength, maxLength });
const candidate: fc.Arbitrary<CardCandidate> = fc
  .constantFrom("ipv4" as const, "ipv6" as const, "name" as const)
  .chain((family) =>
    record({
      type: fc.constantFrom("host" as const, "srflx" as const, "relay" as const),
      family: fc.constant(family),
      address: bytes(family === "ipv4" ? 4 : 16),
      port: fc.integer({ min: 0, max: 65_535 }),
    }),
  );
const card: fc.Arbitrary<IdentityCard> = record({
  tag: bytes(8).map((tag) => idFromBytes("DeviceTag", tag)),
  fingerprint: bytes(32),
  ufrag: ice(4, 19),
  pwd: ice(22, 37),
  candidates: fc.array(candidate, { maxLength: 3 }),
});
const place: fc.Arbitrary<PrekeyPlace> = record({
  mark: bytes(3),
  port: fc.integer({ min: 0, max: 65_535 }),
});

test("[W1] a card comes back from its bytes as it was, and each byte counts", () => {
  fc.assert(
    fc.property(card, (value) => {
      const encoded = encodeCard(value, 3);
      ok(encoded);
      deepEqual(decodeCard(encoded, 3), value);
    }),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 120 }),
        card.map((one) => encodeCard(one, 3) ?? nonce),
      ),
      fc.nat(),
      (given, bit) => {
        const turned = given.length === 0 ? given : withBitFlipped(given, bit % (8 * given.length));
        const decoded = decodeCard(turned, 3);
        if (decoded !== undefined) deepEqual(encodeCard(decoded, 3), Uint8Array.from(turned));
      },
    ),
    { numRuns: 2_000 },
  );
});

test("[W1] a card of a usual phone has 63 bytes and 7 or 19 for each place", () => {
  equal(encodeCard({ ...annasCard, candidates: [] }, 3)?.length, 63);
  equal(encodeCard(annasCard, 3)?.length, 63 + 7 + 19);
  equal(encodeCard(annasCard, 1)?.length, 63 + 7);
});

test("[W1] credentials that no card can say make no card", () => {
  equal(encodeCard({ ...annasCard, ufrag: "abc" }, 3), undefined);
  equal(encodeCard({ ...annasCard, pwd: "x".repeat(38) }, 3), undefined);
  equal(encodeCard({ ...annasCard, ufrag: "ab\r\nc" }, 3), undefined);
});

test("[W2] the text of a QR code gives the card, and nothing else does", () => {
  fc.assert(
    fc.property(card, fc.array(place, { maxLength: 6 }), (value, places) => {
      const text = formatCode({ card: value, places });
      ok(text);
      // What a QR code holds in 5.5 bits a character (ISO/IEC 18004, alphanumeric mode).
      ok(/^FC1:[0-9A-Z $%*+\-./:]+$/.test(text));
      deepEqual(parseCode(text), { card: value, places });
      equal(parseCode(text.slice(0, -1)), undefined);
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => parseCode(text) === undefined));
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."FC1: $%*+-./Z09") }), (text) => {
      const parsed = parseCode(`FC1:${text}`);
      if (parsed !== undefined) equal(formatCode(parsed), `FC1:${text}`);
    }),
    { numRuns: 2_000 },
  );
  equal(parseCode("https://camp.example/#AAECAwQFBgcICQoLDA0ODw"), undefined);
});

test("[W2] no card holds the secret of the room", () => {
  const held = toHex(encodeCard(annasCard, 3) ?? nonce);
  ok(!held.includes(toHex(keys.root)));
  ok(!held.includes(toHex(anna.secret)));
});

test("[W4] a signal opens for the phone it is for, and tells who made it", async () => {
  const sealed = await sealSignal(keys, anna, bensTag, annasCall, nonce, signatures);
  const opened = await openSignal(keys, bensTag, sealed, authors, signatures);
  deepEqual(opened, { from: annasTag, author: anna.author, body: annasCall });
  equal(await openSignal(keys, annasTag, sealed, authors, signatures), undefined);
  equal(await openSignal(otherRoom, bensTag, sealed, authors, signatures), undefined);
});

test("[W9] a prekey is a card without candidates, and no card in a signal has places", async () => {
  const seal = (body: typeof annasPrekey): Promise<Uint8Array> =>
    sealSignal(keys, anna, bensTag, body, nonce, signatures);
  const opened = await openSignal(keys, bensTag, await seal(annasPrekey), authors, signatures);
  deepEqual(opened?.body, annasPrekey);
  const withCandidates = await seal({ ...annasPrekey, card: annasCard });
  equal(await openSignal(keys, bensTag, withCandidates, authors, signatures), undefined);
  const code = encodeCard(annasCard, 3, [annasPlace]);
  ok(code);
  equal(decodeCard(code, 3), undefined);
  const crowded = encodeCard(annasCard, 3, Array(7).fill(annasPlace));
  ok(crowded);
  equal(decodeCode(crowded, 3, 6), undefined);
});

test("[W9] both ends of a pair of prekeys see the same mark, and another one for any other pair", () => {
  const [annas, bens] = [
    { tag: annasTag, attempt: annasPrekey.attempt },
    { tag: bensTag, attempt: bensAttempt },
  ];
  deepEqual(prekeyMark(bens, annas), prekeyMark(annas, bens));
  notDeepEqual(prekeyMark({ ...bens, attempt: annas.attempt }, annas), prekeyMark(annas, bens));
});

test("[W5] no bit of a signal can be turned on its way", async () => {
  const sealed = await sealSignal(keys, anna, bensTag, annasCall, nonce, signatures);
  for (let bit = 0; bit < 8 * sealed.length; bit += 31) {
    const turned = withBitFlipped(sealed, bit);
    equal(await openSignal(keys, bensTag, turned, authors, signatures), undefined, `bit ${bit}`);
  }
});

test("[W5] a member cannot put another fingerprint into somebody's signal", async () => {
  const { tag: _, ...rest } = annasCard;
  const swapped = {
    ...annasCall,
    card: { ...rest, tag: annasTag, fingerprint: nonce.slice(0, 32) },
  };
  // Sealed by Ben, who has the key of the room, in Anna's name.
  const inBensHand = await sealSignal(
    keys,
    ben,
    bensTag,
    { ...swapped, card: { ...annasCard, fingerprint: bensCard.fingerprint } },
    nonce,
    signatures,
  );
  equal(await openSignal(keys, bensTag, inBensHand, authors, signatures), undefined);
  const notSigned = sealSmall(keys, "signal", 0, new Uint8Array(200), nonce);
  equal(await openSignal(keys, bensTag, notSigned, authors, signatures), undefined);
});

test("[W7] both ends prove themselves to each other, on this channel and no other", async () => {
  const proof = await makeProof(keys, anna, annasEnd, bensEnd, signatures);
  const check = (
    ...given: Parameters<typeof checkProof> extends [unknown, ...infer R] ? R : never
  ) => checkProof(keys, ...given);
  equal(await check(bensEnd, annasEnd, proof, authors, signatures), anna.author);
  // Somebody in between ends both channels: each phone sees a certificate of theirs.
  const between = { ...annasEnd, fingerprint: new Uint8Array(32).fill(7) };
  equal(await check(bensEnd, between, proof, authors, signatures), undefined);
  const seenByAnna = { ...bensEnd, fingerprint: new Uint8Array(32).fill(7) };
  const toBetween = await makeProof(keys, anna, annasEnd, seenByAnna, signatures);
  equal(await check(bensEnd, annasEnd, toBetween, authors, signatures), undefined);
});

test("[W7] a proof of another link, of another device or thrown back proves nothing", async () => {
  const proof = await makeProof(keys, anna, annasEnd, bensEnd, signatures);
  const later = { ...bensEnd, nonce: new Uint8Array(16).fill(1) };
  equal(await checkProof(keys, later, annasEnd, proof, authors, signatures), undefined);
  equal(await checkProof(keys, annasEnd, annasEnd, proof, authors, signatures), undefined);
  const asAnna = await makeProof(keys, ben, annasEnd, bensEnd, signatures);
  equal(await checkProof(keys, bensEnd, annasEnd, asAnna, authors, signatures), undefined);
  const outside = await makeProof(otherRoom, anna, annasEnd, bensEnd, signatures);
  equal(await checkProof(keys, bensEnd, annasEnd, outside, authors, signatures), undefined);
  for (const field of ["deviceKey", "signature", "mac"] as const) {
    const turned = { ...proof, [field]: withBitFlipped(proof[field], 5) };
    equal(await checkProof(keys, bensEnd, annasEnd, turned, authors, signatures), undefined, field);
  }
});

test("[W1, W4, W7, W8, W9] the golden cards, signals, greetings, pictures and prekeys are what this code makes", async () => {
  const { cards, code, prekey, pictures, signal } = await nearbyVectors();
  for (const { card: one, hex, text } of cards) {
    ok(hex && text);
    deepEqual(decodeCard(hex, 3), one);
    deepEqual(parseCode(text), { card: one, places: [] });
    notEqual(text, "");
  }
  deepEqual((await openSignal(keys, bensTag, signal.sealed, authors, signatures))?.body, annasCall);
  const toBen = await openSignal(keys, bensTag, prekey.sealed, authors, signatures);
  deepEqual(toBen?.body, annasPrekey);
  deepEqual(parseCode(code.text ?? ""), { card: annasCard, places: [annasPlace] });
  for (const { picture, text, fingerprint } of pictures) {
    deepEqual(parsePicture(text), picture);
    equal(formatPicture(picture), text);
    deepEqual(pictureFingerprint(picture.from, picture.session), fingerprint);
  }
});
