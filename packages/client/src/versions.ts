/** Versions: what a message said before its author changed it. One of the late parts. */
import { comparePlaced } from "@festival-chat/protocol/e2e";
import type { MessageId, Millis } from "@festival-chat/protocol/wire";
import type { RoomCore } from "./room-core.ts";

export interface Version {
  readonly text: string;
  /** When its author wrote it. */
  readonly at: Millis;
}

/** All texts of a message, the first one first; none of what is no text, not here, or removed. */
export function versionsOf(
  { timeline }: Pick<RoomCore, "timeline">,
  id: MessageId,
): readonly Version[] {
  const message = timeline.find(id);
  const [envelope] = timeline.envelopesOf(id);
  const opened = envelope === undefined ? undefined : timeline.openedOf(envelope);
  if (message?.body.kind !== "text" || opened === undefined || !("text" in opened.content))
    return [];
  const versions: Version[] = [{ text: opened.content.text, at: message.at }];
  const changes = [...timeline.changesOf(id)].sort((a, b) => comparePlaced(a.placed, b.placed));
  for (const { content, author, placed } of changes) {
    if (content.kind !== "edit" || author !== message.author) continue;
    versions.push({ text: content.text, at: placed.shownAt });
  }
  return versions;
}
