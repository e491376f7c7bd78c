/** What a person is about to do in the open room: the composer, the list and the sheets share it. */
import { signal, type Signal } from "@preact/signals";
import type { Message } from "@festival-chat/client";
import type { MessageId } from "@festival-chat/protocol/wire";

/** What the next words are for: nothing in particular when undefined. */
export interface Aim {
  readonly kind: "reply" | "edit";
  readonly message: Message;
}

/** The desk of one visit to a room: it begins empty whenever a room is entered. */
export interface Desk {
  readonly aim: Signal<Aim | undefined>;
  /** The message the list is asked to show; the list takes the wish away when it did. */
  readonly jump: Signal<MessageId | undefined>;
  /** What was sent a moment ago and can be taken back with one tap. */
  readonly undoable: Signal<MessageId | undefined>;
  /** Words to put into the composer; the composer takes them away when it did. */
  readonly insert: Signal<string | undefined>;
}

export const createDesk = (): Desk => ({
  aim: signal(undefined),
  jump: signal(undefined),
  undoable: signal(undefined),
  insert: signal(undefined),
});

/** How long what was sent can be taken back with one tap. */
const undoMillis = 5_000;

/** Offers to take a message back, for a moment. */
export function offerUndo(desk: Desk, id: MessageId): void {
  desk.undoable.value = id;
  setTimeout(() => {
    if (desk.undoable.peek() === id) desk.undoable.value = undefined;
  }, undoMillis);
}
