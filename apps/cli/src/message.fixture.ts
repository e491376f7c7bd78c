/** Messages for tests of what the command line prints. */
import type { Message } from "@festival-chat/client";
import type { AuthorKey, MessageId } from "@festival-chat/protocol/wire";

/** A text by Anna, written at noon; change what matters. */
export const aMessage = (id: string, changes: Partial<Message> = {}): Message => ({
  id: id as MessageId,
  author: "aa".repeat(32) as AuthorKey,
  mine: false,
  name: "Anna",
  body: { kind: "text", text: `text of ${id}`, edited: false },
  replyTo: undefined,
  reactions: [],
  at: new Date(2026, 7, 7, 12, 0).getTime(),
  arrivedAt: new Date(2026, 7, 7, 12, 0).getTime(),
  late: false,
  state: "sent",
  equivocal: false,
  mentionsMe: false,
  edits: 0,
  removedBy: undefined,
  ...changes,
});
