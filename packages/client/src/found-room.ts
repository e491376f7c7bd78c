/** A new room: its words, its keys and its host. Loaded late: few found rooms. */
import { deriveRoomKeys, type Signatures } from "@festival-chat/protocol/e2e";
import type { Millis } from "@festival-chat/protocol/wire";
import { certify } from "./certify.ts";
import type { WordsDoor } from "./client-ports.ts";
import type { Random, StoredRoom } from "./ports.ts";

export interface FoundingPorts {
  readonly random: Random;
  readonly signatures: Signatures;
  /** Salt of the words. */
  readonly eventTag: string;
  now(): Millis;
}

/**
 * @param host of another room, whose house rules go on here; a fresh one unless given
 * @returns what the record of the new room has from its founding
 */
export async function foundRoom(
  name: string,
  { generateWords, rootFromWords }: WordsDoor,
  { random, signatures, eventTag, now }: FoundingPorts,
  host?: { readonly secret: Uint8Array; readonly rules: Uint8Array | undefined },
): Promise<Pick<StoredRoom, "room" | "root" | "hostSecret" | "certificate" | "confirmed">> {
  const words = generateWords((length) => random.bytes(length));
  const root = await rootFromWords(words, eventTag);
  const keys = await deriveRoomKeys(root, signatures);
  const rules = host?.rules && { rules: host.rules };
  const wanted = { name, words, createdAt: now(), ...rules };
  const certified = await certify(wanted, keys, random, signatures, host?.secret);
  return { room: keys.room, root: root.slice(), confirmed: true, ...certified };
}
