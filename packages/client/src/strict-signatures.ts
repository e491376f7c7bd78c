/**
 * A host's fast Ed25519 with the verdicts of the software one.
 *
 * Hosts disagree about crafted keys and signatures: small-order or non-canonical points, S above the
 * group order. Whatever is out of the ordinary is therefore left to the software, whose verdict is
 * the one of FC1; honest signatures are all ordinary and take the fast path.
 */
import type { Signatures } from "@festival-chat/protocol/e2e";
import { fromHex, toHex } from "@festival-chat/protocol/wire";

/**
 * How a point begins, little-endian, that is of small order (0, 1, p - 1 and two more, whatever the
 * sign) or not canonical (p and above). An honest one begins so once in some hundred million.
 */
const oddStart = /^(?:0[01]0{6}|(?:e[c-f]|f.)f{6}|c7176a70|26e8958f)/;

/** Whether every correct verifier gives the same verdict. */
export function isOrdinary(publicKey: Uint8Array, signature: Uint8Array): boolean {
  // S below 2^252 is below the group order; honest S above it come once in 2^124 signatures.
  return (
    publicKey.length === 32 &&
    signature.length === 64 &&
    (signature[63] ?? 0xff) < 0x10 &&
    !oddStart.test(toHex(publicKey)) &&
    !oddStart.test(toHex(signature))
  );
}

/** Verifies with `native` where it is sure to agree with `software`, and where it fails without. */
export function createStrictVerify(
  native: Signatures["verify"],
  software: Signatures["verify"],
): Signatures["verify"] {
  return async (publicKey, message, signature) => {
    if (!isOrdinary(publicKey, signature)) return software(publicKey, message, signature);
    try {
      return await native(publicKey, message, signature);
    } catch {
      // A key that is no point of the curve is refused when it is imported.
      return software(publicKey, message, signature);
    }
  };
}

/** Of mixed order: this signature of "cofactor" holds when multiplied by the cofactor, and only then. */
const mixedKey = "6a84d583f06569edb3f5ed77df65544b27d6948b4f0b2cb76f33dd8413b20719";
const mixedSignature =
  "6b12d4d055bd943206034b402ebe601bf715a3bbe772cdac6ab65b94d9a07bf6e06a0320a0929db640f5a2569cd519028cd8ee5ad4719f941dd6d26ddd948609";
const mixedMessage = "636f666163746f72";

/** Start of the public key of 32 zero bytes. */
const zeroKey = "3b6a27bc";

/**
 * Whether `native` makes keys as RFC 8032 does, knows its own signatures from others, and does not
 * multiply by the cofactor.
 */
export async function knowsAnswers(native: Signatures): Promise<boolean> {
  const zero = new Uint8Array(32);
  const bytes = (hex: string): Uint8Array => fromHex(hex) ?? zero;
  const [key, signature, mixed] = await Promise.all([
    native.publicKey(zero),
    native.sign(zero, zero),
    native.verify(bytes(mixedKey), bytes(mixedMessage), bytes(mixedSignature)),
  ]);
  return toHex(key).startsWith(zeroKey) && !mixed && (await native.verify(key, zero, signature));
}
