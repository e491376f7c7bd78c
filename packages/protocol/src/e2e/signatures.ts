/**
 * Ed25519 (RFC 8032) as FC1 uses it: deterministic signing, strict verification without a cofactor.
 *
 * Strict means one verdict everywhere: S below the group order, A and R canonical, and R compared
 * byte by byte with [S]B - [k]A. A verifier that multiplies by the cofactor would accept crafted
 * signatures that WebCrypto refuses, and phones would disagree about one message.
 */
import { getPublicKey, hashes, Point, sign } from "@noble/ed25519";
import { concatBytes, equalBytes } from "../wire/bytes.ts";
import { toHex } from "../wire/ids.ts";
import { sha512 } from "./sha512.ts";

/** Ed25519 over 32-byte seeds. The only asynchronous port of the protocol. */
export interface Signatures {
  /** 32-byte seed to 32-byte public key. */
  publicKey(secret: Uint8Array): Promise<Uint8Array>;
  /** 64-byte signature. */
  sign(secret: Uint8Array, message: Uint8Array): Promise<Uint8Array>;
  /** Never rejects: anything wrong with the key or the signature is `false`. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

hashes.sha512 = sha512;
const groupOrder = Point.CURVE().n;

const littleEndian = (bytes: Uint8Array): bigint =>
  BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`);

/** RFC 8032 section 5.1.7 without the cofactor; refuses small-order keys like libsodium. */
function verifyStrict(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (key.length !== 32 || signature.length !== 64) return false;
  const r = signature.subarray(0, 32);
  const s = littleEndian(signature.subarray(32));
  if (s >= groupOrder) return false;
  try {
    const a = Point.fromBytes(key);
    if (a.isSmallOrder()) return false;
    const k = littleEndian(sha512(concatBytes(r, key, message))) % groupOrder;
    // Everything here is public, so the faster variable-time multiplication is right.
    const expected = Point.BASE.multiply(s, false).subtract(a.multiply(k, false));
    return equalBytes(expected.toBytes(), r);
  } catch {
    return false;
  }
}

/** Signatures in plain JavaScript: works where `crypto.subtle` is missing (plain http). */
export function createSoftwareSignatures(): Signatures {
  return {
    publicKey: async (secret) => getPublicKey(secret),
    sign: async (secret, message) => sign(message, secret),
    verify: async (publicKey, message, signature) => verifyStrict(publicKey, message, signature),
  };
}
