import { deepEqual, equal, ok } from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  anna,
  chain,
  evening,
  hello,
  hostSecret,
  keys,
  nonce,
  sealed,
  signatures,
} from "../../test-support/scene.ts";
import { utf8 } from "../wire/bytes.ts";
import { certificateTranscript, joinTranscript } from "../wire/transcript.ts";
import { openCertificate } from "./card.ts";
import { createCertificate } from "./create-certificate.ts";
import { controlTranscript } from "./control.ts";
import { createAuthorChecks } from "./identity.ts";
import { encodeInner, messageTranscript } from "./inner.ts";
import { keyPurposes } from "./room-key.ts";
import { open } from "./seal.ts";
import { openSmall, sealSmall, type SmallPurpose } from "./seal-small.ts";

const sources = join(import.meta.dirname, "..");
const labels = globSync("**/*.ts", { cwd: sources, exclude: ["**/*.test.ts"] }).flatMap((file) => {
  const code = readFileSync(join(sources, file), "utf8").replace(/^\s*(?:\*|\/[*/]).*$/gm, "");
  return [...code.matchAll(/utf8\((["`])(fc1.*?)\1\)/g)].map((found) => found[2] ?? "");
});

test("[K8] each label stands in one place of the code", () => {
  const places = Map.groupBy(labels, (label) => label);
  const twice = [...places].filter(([, where]) => where.length > 1).map(([label]) => label);
  deepEqual(twice, []);
  deepEqual(labels.toSorted(), [
    "fc1",
    "fc1/${label}",
    "fc1/${label}|${eventTag}",
    "fc1/${purpose}/${room}/0",
    "fc1/announcement\\0",
    "fc1/card\\0",
    "fc1/chain",
    "fc1/control\\0",
    "fc1/device",
    "fc1/digest",
    "fc1/env",
    "fc1/handover/ahead",
    "fc1/handover/live",
    "fc1/handover/sign",
    "fc1/host",
    "fc1/join\\0",
    "fc1/mid",
    "fc1/mk",
    "fc1/move",
    "fc1/msg\\0",
    "fc1/nearby\\0",
    "fc1/organiser-key\\0",
    "fc1/picture",
    "fc1/prekeys",
    "fc1/room-id",
    "fc1/signal\\0",
  ]);
});

test("[K8] no label of one use begins another of the same use", () => {
  const derived = [
    "room-auth-ed25519",
    "epoch-secret-0",
    "band",
    ...keyPurposes.map((p) => `${p}/`),
  ];
  const hashed = ["room-id", "device", "host", "env", "mid", "chain", "digest", "picture"];
  const signed = ["join\0", "card\0", "control\0", "msg\0", "nearby\0", "signal\0"];
  for (const group of [derived, hashed, signed]) {
    for (const one of group) {
      for (const other of group) ok(one === other || !other.startsWith(one), `${one} ${other}`);
    }
  }
});

const place = { room: keys.room, epoch: 0, author: anna.author, chain, ctr: 2 };
const inner = encodeInner({
  ...hello,
  author: anna.author,
  extensions: new Map(),
});
const transcripts: readonly (readonly [string, Uint8Array])[] = [
  ["message", messageTranscript(keys.room, 0, inner)],
  ["control event", controlTranscript(place, { op: "close" })],
  ["room card", certificateTranscript(keys.room, 1, inner)],
  [
    "join",
    joinTranscript({
      origin: "https://camp.example",
      room: keys.room,
      relayNonce: new Uint8Array(32),
      clientNonce: new Uint8Array(16),
      deviceKey: anna.publicKey,
      relayTime: evening,
      certificateDigest: undefined,
    }),
  ],
];

for (const [signedAs, transcript] of transcripts) {
  test(`[K8] a signature of a ${signedAs} stands for nothing else`, async () => {
    const signature = await signatures.sign(anna.secret, transcript);
    for (const [offeredAs, other] of transcripts) {
      const verified = await signatures.verify(anna.publicKey, other, signature);
      equal(verified, offeredAs === signedAs, offeredAs);
    }
  });
}

test("[K8] no ciphertext of one kind opens as another", async () => {
  const authors = createAuthorChecks();
  const small: readonly SmallPurpose[] = ["presence", "ephemeral", "signal", "card"];
  const message = (await sealed(hello)).bytes;
  for (const purpose of small) equal(openSmall(keys, purpose, message), undefined);
  for (const purpose of small) {
    const bytes = sealSmall(keys, purpose, 0, utf8("x".repeat(100)), nonce);
    const asMessage = await open(keys, bytes, authors, signatures);
    ok(!asMessage.ok);
    const made = await createCertificate(
      keys,
      hostSecret,
      1,
      { name: "Camp", words: undefined, createdAt: evening },
      nonce,
      signatures,
    );
    const signature = await signatures.sign(hostSecret, certificateTranscript(keys.room, 1, bytes));
    const asCard = await openCertificate(
      keys,
      { ...made, card: bytes, signature },
      undefined,
      signatures,
    );
    ok(!asCard.ok);
    equal(asCard.error, purpose === "card" ? "malformed" : "cannot-decrypt");
  }
});

test("[K8] a message cannot be replayed as a message of another room or epoch", async () => {
  const signature = await signatures.sign(anna.secret, messageTranscript(keys.room, 0, inner));
  const other = messageTranscript(keys.room, 1, inner);
  equal(await signatures.verify(anna.publicKey, other, signature), false);
});
