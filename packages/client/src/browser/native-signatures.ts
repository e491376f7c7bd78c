/** Ed25519 of WebCrypto (Web Cryptography Level 2, section 26). Rejects where the browser has none. */
import { fromBase64url, type Signatures } from "@festival-chat/protocol/e2e";
import { concatBytes, fromHex, toHex } from "@festival-chat/protocol/wire";
import { ownMemory } from "../own-memory.ts";

const ed25519 = "Ed25519";

/** PKCS 8 in front of a 32-byte seed (RFC 8410 section 7). */
const seedPrefix = "302e020100300506032b657004220420";

/** Imported keys kept: more authors than speak in one screenful of history. */
const mostKeys = 256;

export function createNativeSignatures(subtle: SubtleCrypto): Signatures {
  const keys = new Map<string, CryptoKey>();
  const secretKey = (secret: Uint8Array): Promise<CryptoKey> => {
    const der = concatBytes(fromHex(seedPrefix) ?? secret, secret);
    return subtle.importKey("pkcs8", ownMemory(der), ed25519, true, ["sign"]);
  };
  return {
    async publicKey(secret) {
      const { x = "" } = await subtle.exportKey("jwk", await secretKey(secret));
      const key = fromBase64url(x);
      if (key?.length !== 32) throw new TypeError(`a public key: ${x}`);
      return key;
    },
    async sign(secret, message) {
      return new Uint8Array(
        await subtle.sign(ed25519, await secretKey(secret), ownMemory(message)),
      );
    },
    async verify(publicKey, message, signature) {
      const name = toHex(publicKey);
      let key = keys.get(name);
      if (key === undefined) {
        key = await subtle.importKey("raw", ownMemory(publicKey), ed25519, false, ["verify"]);
        if (keys.size >= mostKeys) keys.clear();
        keys.set(name, key);
      }
      return subtle.verify(ed25519, key, ownMemory(signature), ownMemory(message));
    },
  };
}
