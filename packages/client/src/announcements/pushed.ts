/** An announcement that came by push, to a phone whose app is closed (SPEC N5, N8). */
import {
  type AnnouncementStatement,
  decodeAnnouncementFrame,
  type Millis,
  openAnnouncement,
  type VerifySignature,
} from "@festival-chat/protocol/wire";
import type { Believed } from "./board.ts";

/**
 * What the bytes of a push announce; undefined for anything that may not be shown. Never rejects.
 * Whether something newer came before is the app's to know: a push service holds pushes back, and
 * delivers each once.
 */
export async function openPushed(
  bytes: Uint8Array,
  believed: Believed,
  now: Millis,
  verify: VerifySignature,
): Promise<AnnouncementStatement | undefined> {
  const frame = decodeAnnouncementFrame(bytes);
  if (frame?.ok !== true || frame.value.kind !== "announcement") return undefined;
  const view = { ...believed, now, held: () => undefined };
  const opened = await openAnnouncement(frame.value, view, verify);
  return opened.ok && !opened.value.withdrawn ? opened.value : undefined;
}
