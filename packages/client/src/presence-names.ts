/** Names in presence: sealed for the members, so that a relay sees who is here but not who they are. */
import { openSmall, type RoomKeys, sealSmall } from "@festival-chat/protocol/e2e";
import { limits, parseUtf8, utf8 } from "@festival-chat/protocol/wire";
import type { Presence } from "./api.ts";
import type { PresenceView } from "./core/presence.ts";

/** @param nonce 24 fresh bytes */
export const sealName = (keys: RoomKeys, name: string, nonce: Uint8Array): Uint8Array =>
  sealSmall(keys, "presence", 0, utf8(name), nonce);

const nameBySealed = new WeakMap<Uint8Array, string>();

function openName(keys: RoomKeys, sealed: Uint8Array): string {
  const known = nameBySealed.get(sealed);
  if (known !== undefined) return known;
  const plain = openSmall(keys, "presence", sealed);
  const name =
    plain === undefined || plain.length > limits.nameBytes ? "" : (parseUtf8(plain) ?? "");
  nameBySealed.set(sealed, name);
  return name;
}

/** Members whose name cannot be read are counted and not listed. */
export function readPresence(keys: RoomKeys, view: PresenceView): Presence {
  const members = [];
  for (const [tag, sealed] of view.present) {
    const name = openName(keys, sealed);
    if (name !== "") members.push({ tag, name });
  }
  return { count: view.count, members };
}
