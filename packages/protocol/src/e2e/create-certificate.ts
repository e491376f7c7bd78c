/** What a host does once: writes, seals and signs the card of a room (SPEC K7). Loaded late. */
import { utf8, Writer } from "../wire/bytes.ts";
import { noExtensions, writeExtensions } from "../wire/extensions.ts";
import type { Certificate } from "../wire/frame.ts";
import { certificateTranscript } from "../wire/transcript.ts";
import { decodeCard, type RoomCard, RULES_EXTENSION } from "./card.ts";
import type { RoomKeys } from "./room-key.ts";
import { sealSmall } from "./seal-small.ts";
import type { Signatures } from "./signatures.ts";

/** name run | createdAt u48 | word count u8 (0 or 6) | word runs | extensions. */
export function encodeCard(card: RoomCard): Uint8Array {
  const writer = new Writer(128).run(utf8(card.name)).uint(card.createdAt, 6);
  writer.u8(card.words?.length ?? 0);
  for (const word of card.words ?? []) writer.run(utf8(word));
  const { rules } = card;
  writeExtensions(writer, rules === undefined ? noExtensions : new Map([[RULES_EXTENSION, rules]]));
  return writer.finish();
}

/**
 * Seals and signs a card. A card against its own rules is a bug and throws.
 * @param hostSecret 32-byte Ed25519 seed of the host
 * @param version rises with every change, from 1
 * @param nonce 24 fresh bytes of a CSPRNG
 */
export async function createCertificate(
  keys: RoomKeys,
  hostSecret: Uint8Array,
  version: number,
  card: RoomCard,
  nonce: Uint8Array,
  signatures: Signatures,
): Promise<Certificate> {
  const plain = encodeCard(card);
  if (decodeCard(plain) === undefined) throw new RangeError("room card out of bounds");
  const sealed = sealSmall(keys, "card", 0, plain, nonce);
  return {
    hostKey: await signatures.publicKey(hostSecret),
    version,
    card: sealed,
    signature: await signatures.sign(hostSecret, certificateTranscript(keys.room, version, sealed)),
  };
}
