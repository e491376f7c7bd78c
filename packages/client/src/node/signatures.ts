/** Signatures in Node: OpenSSL's Ed25519, with the verdicts of the software one. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { createSoftwareSignatures, type Signatures } from "@festival-chat/protocol/e2e";
import { toHex } from "@festival-chat/protocol/wire";
import { createStrictVerify } from "../strict-signatures.ts";

/** RFC 8410: DER in front of a 32-byte seed, and in front of a 32-byte public key. */
const seedPrefix = Buffer.from("302e020100300506032b657004220420", "hex");
const keyPrefix = Buffer.from("302a300506032b6570032100", "hex");

/** Parsed keys kept. */
const KEYS = 1_024;

/** Secrets of any length but 32 throw: they are bugs. */
export function createNodeSignatures(): Signatures {
  const publicKeys = new Map<string, KeyObject>();
  const publicKeyOf = (bytes: Uint8Array): KeyObject => {
    const name = toHex(bytes);
    const known = publicKeys.get(name);
    if (known !== undefined) return known;
    const der = Buffer.concat([keyPrefix, bytes]);
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    const oldest = publicKeys.size >= KEYS ? publicKeys.keys().next().value : undefined;
    if (oldest !== undefined) publicKeys.delete(oldest);
    publicKeys.set(name, key);
    return key;
  };
  const privateKeyOf = (seed: Uint8Array): KeyObject => {
    if (seed.length !== 32) throw new RangeError(`seed of ${seed.length} bytes`);
    const der = Buffer.concat([seedPrefix, seed]);
    return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  };
  return {
    async publicKey(secret) {
      const der = createPublicKey(privateKeyOf(secret)).export({ format: "der", type: "spki" });
      return new Uint8Array(der.subarray(keyPrefix.length));
    },
    sign: async (secret, message) => new Uint8Array(sign(null, message, privateKeyOf(secret))),
    verify: createStrictVerify(
      async (key, message, signature) => verify(null, message, publicKeyOf(key), signature),
      createSoftwareSignatures().verify,
    ),
  };
}
