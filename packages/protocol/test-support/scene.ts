/** One room, two phones and their host, the same in every run. */
import { createIdentity } from "../src/e2e/identity.ts";
import { deriveRoomKeys } from "../src/e2e/room-key.ts";
import { type Draft, seal, type Sealed } from "../src/e2e/seal.ts";
import { createSoftwareSignatures } from "../src/e2e/signatures.ts";
import type { Content } from "../src/e2e/content.ts";
import { idFromBytes } from "../src/wire/ids.ts";
import type { Result } from "../src/wire/result.ts";

/** `length` bytes that count up from `first`: easy to recognise in a dump. */
export const countingBytes = (length: number, first: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, index) => (first + index) & 0xff);

export const signatures = createSoftwareSignatures();
export const keys = await deriveRoomKeys(countingBytes(16, 0x00), signatures);
export const otherRoom = await deriveRoomKeys(countingBytes(16, 0x10), signatures);
export const anna = await createIdentity(countingBytes(32, 0x20), signatures);
export const ben = await createIdentity(countingBytes(32, 0x40), signatures);
export const hostSecret = countingBytes(32, 0x60);
export const nonce = countingBytes(24, 0x80);
export const chain = idFromBytes("ChainId", countingBytes(8, 0xa0));
export const target = idFromBytes("MessageId", countingBytes(16, 0xb0));

/** 2026-07-03 20:00:00 UTC. */
export const evening = 1_783_108_800_000;

/** A draft of `content` as the third message of a chain. */
export const draftOf = (content: Content, changes: Partial<Draft> = {}): Draft => ({
  chain,
  ctr: 2,
  prev: target,
  hlc: { ms: evening, count: 0 },
  name: undefined,
  content,
  ...changes,
});

export const hello = draftOf({ kind: "text", text: "Meet at the big oak" }, { name: "Anna" });

/** The value of a result that must be one. */
export function must<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`unexpected: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** Anna seals a draft. */
export const sealed = async (draft: Draft, freshNonce: Uint8Array = nonce): Promise<Sealed> =>
  must(await seal(keys, 0, anna, draft, freshNonce, signatures));

/** The same bytes with one bit turned. */
export function withBitFlipped(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = bytes.slice();
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return flipped;
}
