import { deepEqual, equal } from "node:assert/strict";
import { createPublicKey, verify as nodeVerify } from "node:crypto";
import { test } from "node:test";
import { etc, Point } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { mixedOrderKeys, smallOrderKeys, torsionPoint } from "../../test-support/crafted-keys.ts";
import { anna, countingBytes, signatures, withBitFlipped } from "../../test-support/scene.ts";
import { concatBytes, utf8 } from "../wire/bytes.ts";

const message = utf8("Meet at the big oak");
const groupOrder = Point.CURVE().n;

/** What OpenSSL, and with it WebCrypto in Node, says. */
function opensslSays(key: Uint8Array, signature: Uint8Array): boolean {
  const x = Buffer.from(key).toString("base64url");
  const publicKey = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return nodeVerify(null, message, publicKey, signature);
}

const fromLittleEndian = (bytes: Uint8Array): bigint =>
  BigInt(`0x${etc.bytesToHex(bytes.slice().reverse())}`);
const toLittleEndian = (value: bigint): Uint8Array =>
  etc.hexToBytes(value.toString(16).padStart(64, "0")).reverse();

/** A signature by `scalar` whose R, and whose key, may carry a torsion part. */
function craft(scalar: bigint, key: Uint8Array, torsion: Point): Uint8Array {
  const secretNonce = 123_456_789n;
  const r = Point.BASE.multiply(secretNonce).add(torsion).toBytes();
  const k = fromLittleEndian(sha512(concatBytes(r, key, message))) % groupOrder;
  return concatBytes(r, toLittleEndian((secretNonce + k * scalar) % groupOrder));
}

test("[K6] a signature verifies, and no bit of it, of the message or of the key may differ", async () => {
  const signature = await signatures.sign(anna.secret, message);
  equal(await signatures.verify(anna.publicKey, message, signature), true);
  for (let bit = 0; bit < 512; bit += 7) {
    const changed = withBitFlipped(signature, bit);
    equal(await signatures.verify(anna.publicKey, message, changed), false);
  }
  equal(await signatures.verify(anna.publicKey, utf8("Meet at the elm"), signature), false);
  equal(await signatures.verify(withBitFlipped(anna.publicKey, 9), message, signature), false);
});

test("[K6] S at or above the group order is refused: no second signature for one message", async () => {
  const signature = await signatures.sign(anna.secret, message);
  const s = fromLittleEndian(signature.subarray(32));
  const malleable = concatBytes(signature.subarray(0, 32), toLittleEndian(s + groupOrder));
  equal(await signatures.verify(anna.publicKey, message, malleable), false);
  equal(opensslSays(anna.publicKey, malleable), false);
});

test("[K6] a torsion part in R is refused, as OpenSSL does: phones must not disagree", async () => {
  const scalar = 987_654_321n;
  const key = Point.BASE.multiply(scalar).toBytes();
  const honest = craft(scalar, key, Point.ZERO);
  equal(await signatures.verify(key, message, honest), true);
  equal(opensslSays(key, honest), true);
  for (let n = 0, torsion = torsionPoint; n < 7; n++, torsion = torsion.add(torsionPoint)) {
    const crafted = craft(scalar, key, torsion);
    equal(await signatures.verify(key, message, crafted), false);
    equal(opensslSays(key, crafted), false);
  }
});

test("[K6] under keys of small order nothing verifies", async () => {
  for (const key of smallOrderKeys) {
    const crafted = craft(0n, key, Point.ZERO);
    equal(await signatures.verify(key, message, crafted), false);
  }
});

test("[K6] keys of mixed order get one verdict from every verifier, before they are refused", async () => {
  const scalar = 987_654_321n;
  for (const key of mixedOrderKeys(Point.BASE.multiply(scalar).toBytes())) {
    const crafted = craft(scalar, key, Point.ZERO);
    equal(await signatures.verify(key, message, crafted), opensslSays(key, crafted));
  }
});

test("[K6] wrong lengths and bytes that are no point are false, never an exception", async () => {
  const signature = await signatures.sign(anna.secret, message);
  const cases: readonly (readonly [Uint8Array, Uint8Array])[] = [
    [anna.publicKey.subarray(1), signature],
    [anna.publicKey, signature.subarray(1)],
    [anna.publicKey, new Uint8Array(0)],
    [countingBytes(32, 2), signature],
    [new Uint8Array(32).fill(255), signature],
    [anna.publicKey, new Uint8Array(64).fill(255)],
  ];
  for (const [key, given] of cases) equal(await signatures.verify(key, message, given), false);
});

test("[K6] signing is deterministic", async () => {
  deepEqual(
    await signatures.sign(anna.secret, message),
    await signatures.sign(anna.secret, message),
  );
});
