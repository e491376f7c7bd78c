/** Golden cards, signals and greetings of links between phones (SPEC 13.2). */
import { encodeCard, formatCard, type IdentityCard } from "../src/e2e/identity-card.ts";
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
      "cards as bytes and as the text of a QR code, a signal of the first card for the second, " +
      "and the greeting and proof of the first end for the second",
    cards: [annasCard, bensCard].map((card) => ({
      card,
      hex: encodeCard(card, 3),
      text: formatCard(card),
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
