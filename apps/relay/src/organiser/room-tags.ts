/**
 * How rooms and devices are named to organisers and in the audit log: six bytes of an HMAC under a
 * key of this data directory. Nobody finds a room by its tag who does not have the relay's files.
 */
import { createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import type { DeviceTag, RoomId } from "@festival-chat/protocol/wire";
import { readSecret, writeSecret } from "./secret-file.ts";

export interface RoomTags {
  room(room: RoomId): string;
  device(device: DeviceTag): string;
}

const keyBytes = 32;

export function createRoomTags(key: Uint8Array): RoomTags {
  const tag = (kind: string, id: string): string =>
    createHmac("sha256", key).update(`${kind}/${id}`).digest("hex").slice(0, 12);
  return { room: (room) => tag("room", room), device: (device) => tag("device", device) };
}

/**
 * The tags of this data directory.
 * @throws Error when the key is damaged: bans and room powers are kept by tag and would be lost
 */
export function loadRoomTags(dataDir: string): RoomTags {
  const file = join(dataDir, "tag.key");
  const known = readSecret(file);
  if (known === undefined) {
    const key = randomBytes(keyBytes);
    writeSecret(file, key);
    return createRoomTags(key);
  }
  if (known.length !== keyBytes) {
    throw new Error(
      `${file} is damaged: restore it from a backup, or remove it; bans and closed rooms are then forgotten.`,
    );
  }
  return createRoomTags(known);
}
