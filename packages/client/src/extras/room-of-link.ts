/** What an invite tells of its room without joining it: enough to draw its band. */
import { createSoftwareSignatures, deriveRoomKeys, parseLink } from "@festival-chat/protocol/e2e";
import type { RoomId } from "@festival-chat/protocol/wire";

/** The room of an invite link; undefined for what is none. */
export async function roomOfLink(
  link: string,
): Promise<{ readonly id: RoomId; readonly fingerprint: Uint8Array } | undefined> {
  const invite = parseLink(link);
  if (!invite.ok) return undefined;
  const keys = await deriveRoomKeys(invite.value.root, createSoftwareSignatures());
  return { id: keys.room, fingerprint: keys.fingerprint };
}
