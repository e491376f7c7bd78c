/** Messages for tests, with nothing in them but what a test names. */
import type { Message } from "@festival-chat/client";
import { idFromBytes } from "@festival-chat/protocol/wire";

const numbered = (length: number, value: number): Uint8Array => {
  const bytes = new Uint8Array(length);
  bytes[0] = value >> 8;
  bytes[1] = value;
  return bytes;
};

/** Message number `id` of author number `author`; author 0 is this phone. */
export function aMessage(id: number, author: number, more: Partial<Message> = {}): Message {
  const at = new Date(2026, 6, 24, 19, 2).getTime();
  return {
    id: idFromBytes("MessageId", numbered(16, id)),
    author: idFromBytes("AuthorKey", numbered(32, author)),
    mine: author === 0,
    name: ["Moth 27", "Ana", "Ben"][author] ?? `Owl ${author}`,
    body: { kind: "text", text: `text ${id}`, edited: false },
    replyTo: undefined,
    reactions: [],
    at,
    arrivedAt: at,
    late: false,
    state: "sent",
    equivocal: false,
    mentionsMe: false,
    edits: 0,
    removedBy: undefined,
    ...more,
  };
}
