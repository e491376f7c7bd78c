/** Golden cards, signals and greetings of links between phones (SPEC 13.2). */
import { encodeCard, formatCode, type IdentityCard } from "../src/e2e/identity-card.ts";
import { prekeyMark } from "../src/e2e/prekey-mark.ts";
import {
  formatPicture,
  encodePicture,
  pictureFingerprint,
  type Picture,
} from "../src/e2e/picture.ts";
import { type LinkEnd, makeProof } from "../src/e2e/nearby-proof.ts";
import { sealSignal, type SignalBody } from "../src/e2e/nearby-signal.ts";
import { encodeNearbyHello } from "../src/wire/nearby-hello.ts";
import { deviceTagOf } from "../src/wire/transcript.ts";
import { anna, ben, countingBytes, evening, keys, nonce, signatures } from "./scene.ts";

export const annasTag = deviceTagOf(keys.room, anna.publicKey);
export const bensTag = deviceTagOf(keys.room, ben.publicKey);

export const annasCard: IdentityCard = {
  tag: annasTag,
  fingerprint: countingBytes(32, 0x01),
  ufrag: "Nysm",
  pwd: "8AQ85iSQURVAuDzhzOn5GBSp",
  candidates: [
    { type: "host", family: "ipv4", address: Uint8Array.of(192, 168, 4, 2), port: 38_377 },
    { type: "host", family: "name", address: countingBytes(16, 0x70), port: 49_553 },
  ],
};

/** As another browser makes it: longer credentials, in hex. */
export const bensCard: IdentityCard = {
  tag: bensTag,
  fingerprint: countingBytes(32, 0x31),
  ufrag: "1f2e3d4c",
  pwd: "00112233445566778899aabbccddeeff",
  candidates: [
    { type: "host", family: "ipv6", address: countingBytes(16, 0xfd), port: 5_000 },
    { type: "relay", family: "ipv4", address: Uint8Array.of(10, 0, 0, 1), port: 3_478 },
  ],
};

export const annasCall: SignalBody = {
  kind: "call",
  at: evening,
  attempt: countingBytes(8, 0x90),
  card: annasCard,
};

/** Anna's end for Ben, and the name of his for her. */
export const annasPrekey: SignalBody = {
  kind: "prekey",
  at: evening,
  attempt: countingBytes(8, 0x60),
  card: { ...annasCard, candidates: [] },
};
export const bensAttempt = countingBytes(8, 0x68);
export const annasPlace = {
  mark: prekeyMark(
    { tag: annasTag, attempt: annasPrekey.attempt },
    { tag: bensTag, attempt: bensAttempt },
  ),
  port: 50_123,
};

/** The first picture of an exchange, one with a piece, and one that only says what came. */
export const pictures: readonly Picture[] = [
  {
    from: annasTag,
    turn: 0,
    session: countingBytes(4, 0x01),
    other: new Uint8Array(4),
    next: 0,
    ahead: 0,
    piece: undefined,
  },
  {
    from: annasTag,
    turn: 7,
    session: countingBytes(4, 0x01),
    other: countingBytes(4, 0x11),
    next: 3,
    ahead: 0b101,
    piece: { number: 300, bytes: countingBytes(40, 0x80) },
  },
  {
    from: bensTag,
    turn: 255,
    session: countingBytes(4, 0x11),
    other: countingBytes(4, 0x01),
    next: 301,
    ahead: 0,
    piece: undefined,
  },
];

export const annasEnd: LinkEnd = {
  tag: annasTag,
  fingerprint: annasCard.fingerprint,
  nonce: countingBytes(16, 0xa0),
};
export const bensEnd: LinkEnd = {
  tag: bensTag,
  fingerprint: bensCard.fingerprint,
  nonce: countingBytes(16, 0xc0),
};

export const nearbyVectors = async () => {
  const proof = await makeProof(keys, anna, annasEnd, bensEnd, signatures);
  return {
    about:
      "cards as bytes and as the text of a QR code, a code with a place for a phone that was met, " +
      "a signal of the first card for the second, a prekey and the mark of its pair, the greeting and " +
      "proof of the first end for the second, and pictures with the fingerprint of their end",
    cards: [annasCard, bensCard].map((card) => ({
      card,
      hex: encodeCard(card, 3),
      text: formatCode({ card, places: [] }),
    })),
    code: {
      card: annasCard,
      places: [annasPlace],
      hex: encodeCard(annasCard, 3, [annasPlace]),
      text: formatCode({ card: annasCard, places: [annasPlace] }),
    },
    prekey: {
      to: bensTag,
      body: annasPrekey,
      nonce,
      sealed: await sealSignal(keys, anna, bensTag, annasPrekey, nonce, signatures),
      othersAttempt: bensAttempt,
      mark: annasPlace.mark,
    },
    pictures: pictures.map((picture) => ({
      picture,
      hex: encodePicture(picture),
      text: formatPicture(picture),
      fingerprint: pictureFingerprint(picture.from, picture.session),
    })),
    signal: {
      root: keys.root,
      secret: anna.secret,
      to: bensTag,
      body: annasCall,
      nonce,
      sealed: await sealSignal(keys, anna, bensTag, annasCall, nonce, signatures),
    },
    greeting: {
      own: annasEnd,
      other: bensEnd,
      greet: encodeNearbyHello({ kind: "greet", tag: annasEnd.tag, nonce: annasEnd.nonce }),
      prove: encodeNearbyHello({ kind: "prove", ...proof }),
    },
  };
};
