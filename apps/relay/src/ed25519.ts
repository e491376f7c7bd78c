/** Ed25519 verification (RFC 8032) on the thread pool, so that a join storm does not stop fan-out. */
import { createPublicKey, verify } from "node:crypto";
import type { SignatureCheck } from "./join-check.ts";

// SubjectPublicKeyInfo of Ed25519 (RFC 8410) up to the 32 key bytes.
const spkiHead = Buffer.from("302a300506032b6570032100", "hex");

/** Whether the signature is right; false for keys and signatures that are none. */
export function verifyEd25519(check: SignatureCheck): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const der = Buffer.concat([spkiHead, check.publicKey]);
      const key = createPublicKey({ key: der, format: "der", type: "spki" });
      verify(null, check.message, key, check.signature, (error, valid) => {
        resolve(error === null && valid);
      });
    } catch {
      // A key that OpenSSL does not take is a signature that does not verify.
      resolve(false);
    }
  });
}
