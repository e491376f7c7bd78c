/**
 * The room of an open room's link (SPEC K1, K4), so that organisers see its name beside its tag.
 * Such links are public, and this relay tells them to everybody; of others it never learns one.
 */
import { createPrivateKey, createPublicKey, hkdfSync } from "node:crypto";
import { type RoomId, roomIdOf } from "@festival-chat/protocol/wire";

/** RFC 8410: DER in front of a 32-byte seed. */
const seedPrefix = Buffer.from("302e020100300506032b657004220420", "hex");

/** The room id of an invite link, or undefined when it is none. */
export function openRoomId(link: string): RoomId | undefined {
  const [, secret] = /#([A-Za-z0-9_-]{22})(?:\.[A-Za-z0-9_-]{11})?$/.exec(link) ?? [];
  if (secret === undefined) return undefined;
  const root = Buffer.from(secret, "base64url");
  const seed = hkdfSync("sha256", root, "fc1", "fc1/room-auth-ed25519", 32);
  const der = Buffer.concat([seedPrefix, Buffer.from(seed)]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  return roomIdOf(new Uint8Array(spki.subarray(-32)));
}
