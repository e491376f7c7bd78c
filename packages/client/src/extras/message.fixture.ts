/** Messages for tests of what works on messages alone. */
import { type AuthorKey, idFromBytes } from "@festival-chat/protocol/wire";
import type { Message } from "../api.ts";

export const authorOf = (n: number): AuthorKey =>
  idFromBytes("AuthorKey", new Uint8Array(32).fill(n));

let made = 0;

/** A text of author number `n`, one second after the one before; 0 is this phone. */
export function aMessage(n: number, more: Partial<Message> & { readonly text?: string }): Message {
  const { text = "hello", ...rest } = more;
  const id = new Uint8Array(16);
  new DataView(id.buffer).setUint32(0, (made += 1));
  const at = Date.UTC(2026, 7, 7, 19, 0, made);
  return {
    id: idFromBytes("MessageId", id),
    author: authorOf(n),
    mine: n === 0,
    name: `Person ${n}`,
    body: { kind: "text", text, edited: false },
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
    ...rest,
  };
}
