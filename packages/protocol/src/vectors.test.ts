/** The golden files: what they say is so, and they say what the code does. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { expand, extract } from "@noble/hashes/hkdf.js";
import { scryptAsync } from "@noble/hashes/scrypt.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { envelopeVectors } from "../test-support/envelope-vectors.ts";
import { staleFiles } from "../test-support/generate-vectors.ts";
import { primitiveVectors } from "../test-support/primitive-vectors.ts";
import { refusedFrames, sampleFrames } from "../test-support/sample-frames.ts";
import { keys, must, signatures } from "../test-support/scene.ts";
import { transcriptVectors } from "../test-support/transcript-vectors.ts";
import { createAuthorChecks, createIdentity } from "./e2e/identity.ts";
import { parseLink } from "./e2e/invite.ts";
import { open } from "./e2e/seal.ts";
import { openRoot, sealRoots } from "./e2e/seal-move.ts";
import { openSmall } from "./e2e/seal-small.ts";
import { parseWords } from "./e2e/words.ts";
import { utf8 } from "./wire/bytes.ts";
import { decodeFrame } from "./wire/decode-frame.ts";
import { encodeFrame } from "./wire/encode-frame.ts";
import { frameTypes } from "./wire/frame.ts";
import { fromHex, toHex } from "./wire/ids.ts";

const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);

describe("known answers", () => {
  for (const { source, message, digest } of primitiveVectors.sha256) {
    test(`[E9] SHA-256: ${source}`, () => equal(toHex(sha256(bytes(message))), digest));
  }

  for (const { source, ikm, salt, info, length, prk, okm } of primitiveVectors.hkdfSha256) {
    test(`[K1] HKDF: ${source}`, () => {
      equal(toHex(extract(sha256, bytes(ikm), bytes(salt))), prk);
      equal(toHex(expand(sha256, bytes(prk), bytes(info), length)), okm);
    });
  }

  for (const { source, password, salt, N, r, p, key } of primitiveVectors.scrypt) {
    test(`[K3] scrypt: ${source}, N = ${N}`, async () => {
      equal(toHex(await scryptAsync(utf8(password), utf8(salt), { N, r, p, dkLen: 64 })), key);
    });
  }

  for (const { source, ...given } of primitiveVectors.xchacha20poly1305) {
    test(`[E2] XChaCha20-Poly1305: ${source}`, () => {
      const cipher = xchacha20poly1305(bytes(given.key), bytes(given.nonce), bytes(given.aad));
      equal(toHex(cipher.encrypt(bytes(given.plaintext))), given.ciphertext);
    });
  }

  for (const { source, secret, publicKey, message, signature } of primitiveVectors.ed25519) {
    test(`[E6] Ed25519: ${source}`, async () => {
      equal(toHex(await signatures.publicKey(bytes(secret))), publicKey);
      equal(toHex(await signatures.sign(bytes(secret), bytes(message))), signature);
      equal(await signatures.verify(bytes(publicKey), bytes(message), bytes(signature)), true);
    });
  }
});

test("[F1] the golden files are what the code gives", async () => {
  deepEqual(await staleFiles(), []);
});

test("[F1] there is a golden frame of every kind", () => {
  const kinds = new Set(sampleFrames.map(({ kind }) => kind));
  deepEqual([...kinds].sort(), Object.keys(frameTypes).sort());
  for (const frame of sampleFrames) {
    deepEqual(decodeFrame(encodeFrame(frame)), { ok: true, value: frame });
  }
});

for (const { why, hex } of refusedFrames) {
  test(`[F2] golden refusal: ${why}`, () => {
    const decoded = decodeFrame(bytes(hex));
    ok(!decoded.ok && decoded.error.kind === "malformed");
  });
}

test("[E3] golden envelopes open, as they did when they were written", async () => {
  const authors = createAuthorChecks();
  const golden = await envelopeVectors();
  for (const { envelope, draft, envelopeId, messageId } of golden.envelopes) {
    const opened = must(await open(keys, envelope, authors, signatures));
    deepEqual(opened.content, draft.content);
    deepEqual([opened.id, opened.message], [envelopeId, messageId]);
  }
  for (const { why, envelope, error } of golden.refused) {
    const opened = await open(keys, envelope, authors, signatures);
    equal(opened.ok ? "opened" : opened.error.kind, error, why);
  }
  for (const { purpose, plain, sealed } of golden.small) {
    deepEqual(openSmall(keys, purpose, sealed), plain);
  }
});

test("[H5] the golden move opens for its members, and is made again byte by byte", async () => {
  const { moves } = await transcriptVectors();
  for (const { room, root, ephemeralSecret, members, move } of moves) {
    for (const { secret } of members) {
      deepEqual(openRoot(room, move, await createIdentity(secret, signatures)), root);
    }
    const authors = members.map(({ author }) => author);
    const again = sealRoots({ room, successor: move.successor }, root, ephemeralSecret, authors);
    deepEqual({ ...move, ...again }, move);
  }
});

interface InviteFile {
  readonly links: readonly { readonly link: string; readonly root: string }[];
  readonly refusedLinks: readonly { readonly why: string; readonly link: string }[];
  readonly words: readonly { readonly text: string; readonly words: readonly string[] }[];
}

test("[K2, K3] golden links and words are read from the file as it stands", () => {
  const path = join(import.meta.dirname, "../vectors/invites.json");
  const golden: InviteFile = JSON.parse(readFileSync(path, "utf8"));
  for (const { link, root } of golden.links) {
    const parsed = must(parseLink(link));
    equal(toHex(parsed.root), root);
  }
  for (const { why, link } of golden.refusedLinks) equal(parseLink(link).ok, false, why);
  for (const { text, words } of golden.words)
    deepEqual(parseWords(text), { ok: true, value: words });
});
