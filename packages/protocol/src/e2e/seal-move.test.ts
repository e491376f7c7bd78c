import { deepEqual, equal, throws } from "node:assert/strict";
import { createPrivateKey, createPublicKey, diffieHellman } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { anna, ben, countingBytes, keys, otherRoom, signatures } from "../../test-support/scene.ts";
import { concatBytes } from "../wire/bytes.ts";
import { idFromBytes } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";
import { createIdentity } from "./identity.ts";
import type { Move } from "./move.ts";
import { agree, openRoot, sealRoots } from "./seal-move.ts";
import { sha512 } from "@noble/hashes/sha2.js";
import { Point } from "@noble/ed25519";

const place = { room: keys.room, successor: otherRoom.room };
const { root } = otherRoom;
const secret = countingBytes(32, 0x33);

const moveOf = (sealed: Pick<Move, "ephemeral" | "entries">): Move => ({
  successor: otherRoom.room,
  version: 1,
  card: new Uint8Array(0),
  cardSignature: new Uint8Array(64),
  ...sealed,
});
const move = moveOf(sealRoots(place, root, secret, [anna.author, ben.author]));

/** X25519 as OpenSSL does it, by way of the keys' raw forms in PKCS 8 and SPKI (RFC 8410). */
function opensslAgree(seed: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const scalar = sha512(seed).subarray(0, 32);
  const p = 2n ** 255n - 19n;
  const { y } = Point.fromBytes(publicKey).toAffine();
  const power = (base: bigint, exponent: bigint): bigint =>
    exponent === 0n
      ? 1n
      : (power((base * base) % p, exponent / 2n) * (exponent % 2n === 1n ? base : 1n)) % p;
  const u = ((1n + y) * power((1n - y + p) % p, p - 2n)) % p;
  const raw = Buffer.from(u.toString(16).padStart(64, "0"), "hex").reverse();
  const pkcs8 = concatBytes(Buffer.from("302e020100300506032b656e04220420", "hex"), scalar);
  const spki = concatBytes(Buffer.from("302a300506032b656e032100", "hex"), raw);
  return new Uint8Array(
    diffieHellman({
      privateKey: createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" }),
      publicKey: createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" }),
    }),
  );
}

test("[H5] the shared secret is the X25519 of other implementations, from both sides", async () => {
  for (let first = 1; first < 9; first++) {
    const one = await createIdentity(countingBytes(32, first), signatures);
    const other = await createIdentity(countingBytes(32, 100 + first), signatures);
    const shared = agree(one.secret, other.publicKey);
    deepEqual(agree(other.secret, one.publicKey), shared);
    deepEqual(opensslAgree(one.secret, other.publicKey), shared);
  }
});

test("[H5] each member opens their own entry and nobody else's", async () => {
  deepEqual(openRoot(keys.room, move, anna), root);
  deepEqual(openRoot(keys.room, move, ben), root);
  const zed = await createIdentity(countingBytes(32, 0x70), signatures);
  equal(openRoot(keys.room, move, zed), undefined);
  // Whoever takes the name of an entry cannot open it.
  const stolen = { ...anna, secret: zed.secret };
  equal(openRoot(keys.room, move, stolen), undefined);
});

test("[H5] an entry opens for its room and its successor only", () => {
  equal(openRoot(otherRoom.room, move, anna), undefined);
  equal(openRoot(keys.room, { ...move, successor: keys.room }, anna), undefined);
});

test("[H5] an ephemeral key that is no sound point opens nothing", () => {
  const small = concatBytes(Uint8Array.of(1), new Uint8Array(31));
  equal(openRoot(keys.room, { ...move, ephemeral: small }, anna), undefined);
  equal(openRoot(keys.room, { ...move, ephemeral: new Uint8Array(32).fill(255) }, anna), undefined);
});

test("[H5] an author key that is no sound point gets no entry, and harms nobody", () => {
  const bad = idFromBytes("AuthorKey", new Uint8Array(32).fill(255));
  const sealed = sealRoots(place, root, secret, [bad, ben.author]);
  equal(sealed.entries.length, 1);
  deepEqual(openRoot(keys.room, moveOf(sealed), ben), root);
});

test("[H5] whatever stands in an entry, opening it throws nothing and gives no other root", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      (sealed, ephemeral) => {
        const [first] = move.entries;
        const entries = first === undefined ? [] : [{ ...first, sealed }];
        equal(openRoot(keys.room, { ...move, entries }, anna), undefined);
        equal(openRoot(keys.room, { ...move, ephemeral }, anna), undefined);
      },
    ),
    { numRuns: 40 },
  );
});

test("[H5] one event takes along no more members than it has room for", () => {
  const many = Array.from({ length: limits.moveEntries + 1 }, () => anna.author);
  throws(() => sealRoots(place, root, secret, many), RangeError);
});
