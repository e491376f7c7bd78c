/** Golden transcripts: what is signed outside messages, and by whom. */
import { type RoomCard } from "../src/e2e/card.ts";
import { createCertificate, encodeCard } from "../src/e2e/create-certificate.ts";
import { type ControlAction, controlTranscript } from "../src/e2e/control.ts";
import { sealRoots } from "../src/e2e/seal-move.ts";
import {
  certificateDigest,
  certificateTranscript,
  deviceTagOf,
  joinTranscript,
} from "../src/wire/transcript.ts";
import {
  anna,
  ben,
  chain,
  countingBytes,
  evening,
  hostSecret,
  keys,
  nonce,
  otherRoom,
  signatures,
  target,
} from "./scene.ts";

const moveSecret = countingBytes(32, 0x33);
const words = ["acid", "bamboo", "cactus", "doctor", "elbow", "yoyo"];
const cards: readonly RoomCard[] = [
  { name: "Zeltplatz 12", words, createdAt: evening },
  { name: "🏕️", words: undefined, createdAt: evening },
];
const actions: readonly ControlAction[] = [
  { op: "rename", version: 2 },
  { op: "remove-message", message: target },
  { op: "remove-member", author: ben.author },
  await moveAction(),
  { op: "slow-mode", seconds: 30 },
  { op: "lock", locked: true },
  { op: "close" },
];

/** The room goes on in another one, and takes Anna and Ben along. */
async function moveAction(): Promise<ControlAction & { readonly op: "move" }> {
  const card = { name: "Zeltplatz 12", words: undefined, createdAt: evening };
  const certificate = await createCertificate(otherRoom, hostSecret, 1, card, nonce, signatures);
  return {
    op: "move",
    successor: otherRoom.room,
    version: certificate.version,
    card: certificate.card,
    cardSignature: certificate.signature,
    ...sealRoots({ room: keys.room, successor: otherRoom.room }, otherRoom.root, moveSecret, [
      anna.author,
      ben.author,
    ]),
  };
}

async function certificateVector(card: RoomCard, version: number) {
  const certificate = await createCertificate(keys, hostSecret, version, card, nonce, signatures);
  return {
    card,
    plain: encodeCard(card),
    transcript: certificateTranscript(keys.room, version, certificate.card),
    certificate,
    digest: certificateDigest(certificate),
  };
}

async function joinVector(digest: Uint8Array | undefined) {
  const join = {
    origin: "https://camp.example",
    room: keys.room,
    relayNonce: countingBytes(32, 0x0b),
    clientNonce: countingBytes(16, 0x07),
    deviceKey: anna.publicKey,
    relayTime: evening,
    certificateDigest: digest,
  };
  const transcript = joinTranscript(join);
  return {
    join,
    transcript,
    roomSignature: await signatures.sign(keys.authSecret, transcript),
    deviceSignature: await signatures.sign(anna.secret, transcript),
  };
}

async function controlVector(action: ControlAction) {
  const place = { room: keys.room, epoch: 0, author: anna.author, chain, ctr: 2 };
  const transcript = controlTranscript(place, action);
  return { place, action, transcript, signature: await signatures.sign(hostSecret, transcript) };
}

export async function transcriptVectors() {
  const certificates = await Promise.all(
    cards.map((card, index) => certificateVector(card, index + 1)),
  );
  return {
    about: "join, certificate and control transcripts with their signatures",
    joins: [await joinVector(undefined), await joinVector(certificates[0]?.digest)],
    certificates,
    controls: await Promise.all(actions.map(controlVector)),
    moves: [
      {
        room: keys.room,
        root: otherRoom.root,
        ephemeralSecret: moveSecret,
        members: [anna, ben].map(({ secret, author }) => ({ secret, author })),
        move: await moveAction(),
      },
    ],
    deviceTags: [anna, ben].map(({ publicKey }) => ({
      room: keys.room,
      deviceKey: publicKey,
      tag: deviceTagOf(keys.room, publicKey),
    })),
  };
}
