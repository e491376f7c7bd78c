/**
 * A host's fast Ed25519 with the verdicts of the software one.
 *
 * Hosts disagree about crafted keys and signatures: small-order or non-canonical points, S above the
 * group order. Whatever is out of the ordinary is therefore left to the software, whose verdict is
 * the one of FC1; honest signatures are all ordinary and take the fast path.
 */
import type { Signatures } from "@festival-chat/protocol/e2e";
import { fromHex, toHex } from "@festival-chat/protocol/wire";

/** Verifies by the cofactorless equation of RFC 8032 section 5.1.7; may reject its promise. */
export type NativeVerify = (
  publicKey: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
) => Promise<boolean>;

/** y of the eight points of small order, sign bit cleared. */
const smallOrder: ReadonlySet<string> = new Set([
  "00".repeat(32),
  `01${"00".repeat(31)}`,
  `ec${"ff".repeat(30)}7f`,
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
]);
/** y of 2^255-19 and above, which a canonical encoding never has. */
const notCanonical = /^(?:e[def]|f.)(?:ff){30}7f$/u;

function isOrdinaryPoint(bytes: Uint8Array): boolean {
  const y = Uint8Array.from(bytes);
  y[31] = (y[31] ?? 0) & 0x7f;
  const hex = toHex(y);
  return !smallOrder.has(hex) && !notCanonical.test(hex);
}

/** Whether every correct verifier gives the same verdict. */
export function isOrdinary(publicKey: Uint8Array, signature: Uint8Array): boolean {
  // S below 2^252 is below the group order; honest S above it come once in 2^124 signatures.
  return (
    publicKey.length === 32 &&
    signature.length === 64 &&
    (signature[63] ?? 0xff) < 0x10 &&
    isOrdinaryPoint(publicKey) &&
    isOrdinaryPoint(signature.subarray(0, 32))
  );
}

/** Verifies with `native` where it is sure to agree with `software`, and where it fails without. */
export function createStrictVerify(
  native: NativeVerify,
  software: Signatures["verify"],
): Signatures["verify"] {
  return async (publicKey, message, signature) => {
    if (!isOrdinary(publicKey, signature)) return software(publicKey, message, signature);
    try {
      return await native(own(publicKey), own(message), own(signature));
    } catch {
      // A key that is no point of the curve is refused when it is imported.
      return software(publicKey, message, signature);
    }
  };
}

const isOwnMemory = (bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer;
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  isOwnMemory(bytes) ? bytes : new Uint8Array(bytes);

const knownAnswers = [
  {
    // RFC 8032 section 7.1, test 2.
    publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    message: "72",
    signature:
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    verdict: true,
  },
  {
    // Public key of mixed order: holds when multiplied by the cofactor, and only then.
    publicKey: "6a84d583f06569edb3f5ed77df65544b27d6948b4f0b2cb76f33dd8413b20719",
    message: "636f666163746f72",
    signature:
      "6b12d4d055bd943206034b402ebe601bf715a3bbe772cdac6ab65b94d9a07bf6e06a0320a0929db640f5a2569cd519028cd8ee5ad4719f941dd6d26ddd948609",
    verdict: false,
  },
] as const;

/** Whether `native` answers as it must, of an honest signature and of one that needs the cofactor. */
export async function knowsAnswers(native: NativeVerify): Promise<boolean> {
  const bytes = (hex: string): Uint8Array<ArrayBuffer> => fromHex(hex) ?? new Uint8Array(0);
  for (const { publicKey, message, signature, verdict } of knownAnswers) {
    const found = await native(bytes(publicKey), bytes(message), bytes(signature));
    if (found !== verdict) return false;
  }
  return true;
}
