/** Who writes: one fresh Ed25519 key per device and room, and the checks of foreign keys (SPEC K6). */
import { type AuthorKey, idFromBytes, toHex } from "../wire/ids.ts";
import type { Signatures } from "./signatures.ts";
import { isSoundKey } from "./sound-key.ts";

export interface Identity {
  /** 32-byte Ed25519 seed. */
  readonly secret: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly author: AuthorKey;
}

/** @param secret 32 random bytes, never used in another room */
export async function createIdentity(
  secret: Uint8Array,
  signatures: Signatures,
): Promise<Identity> {
  const publicKey = await signatures.publicKey(secret);
  return { secret, publicKey, author: idFromBytes("AuthorKey", publicKey) };
}

export interface AuthorChecks {
  /** Whether these 32 bytes are a key that every verifier judges alike. */
  check(key: Uint8Array): boolean;
}

/** Verdicts kept: more than the members of the largest room that one phone reads at a time. */
const rememberedKeys = 4_096;

/** The same for everybody who asks: a verdict depends on the key alone, and costs a millisecond. */
const verdicts = new Map<string, boolean>();

/** {@link isSoundKey} with a bounded memory: when it is full, it begins anew. */
export function createAuthorChecks(): AuthorChecks {
  return {
    check(key) {
      const name = toHex(key);
      const known = verdicts.get(name);
      if (known !== undefined) return known;
      const verdict = isSoundKey(key);
      if (verdicts.size === rememberedKeys) verdicts.clear();
      verdicts.set(name, verdict);
      return verdict;
    },
  };
}
