/** What the founder of a room does besides finding words for it. Loaded late, with found-room.ts. */
import { type RoomCard, type RoomKeys, type Signatures } from "@festival-chat/protocol/e2e";
import { limits, utf8 } from "@festival-chat/protocol/wire";
import { createCertificate } from "@festival-chat/protocol/words";
import type { Random, StoredRoom } from "./ports.ts";

/**
 * A host for a new room, and the card it signs.
 * @param wanted with any name, and the room's words
 * @param hostSecret 32-byte seed; a fresh one unless the room has a host already
 */
export async function certify(
  wanted: RoomCard & { readonly words: readonly string[] },
  keys: RoomKeys,
  random: Random,
  signatures: Signatures,
  hostSecret = random.bytes(32),
): Promise<Pick<StoredRoom, "hostSecret" | "certificate">> {
  const card = { ...wanted, name: roomName(wanted.name, wanted.words) };
  const nonce = random.bytes(24);
  const certificate = await createCertificate(keys, hostSecret, 1, card, nonce, signatures);
  return { hostSecret, certificate };
}

/** A room must have a name that fits: what is too long is cut between characters. */
function roomName(wanted: string, words: readonly string[]): string {
  let name = "";
  for (const character of wanted.trim()) {
    if (utf8(name + character).length > limits.roomNameBytes) break;
    name += character;
  }
  return name === "" ? words.slice(0, 2).join(" ") : name;
}
