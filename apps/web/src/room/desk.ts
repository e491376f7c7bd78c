/** What a person is about to do in the open room: composer, list and sheets share it. One room is open at a time. */
import { signal } from "@preact/signals";
import type { Message } from "@festival-chat/client";
import type { MessageId } from "@festival-chat/protocol/wire";

/** What the next words are for: nothing in particular when undefined. */
export interface Aim {
  readonly kind: "reply" | "edit";
  readonly message: Message;
}

export const aim = signal<Aim | undefined>(undefined);

/** The message the list is asked to show; the list takes the wish away when it did. */
export const jump = signal<MessageId | undefined>(undefined);

/** What was sent a moment ago and can be taken back with one tap. */
export const undoable = signal<MessageId | undefined>(undefined);

/** Words to put into the composer; the composer takes them away when it did. */
export const insert = signal<string | undefined>(undefined);

/** What was said and is not stored yet, in this order: shown, and no more said of it than that. */
export const saving = signal<readonly string[]>([]);

/** Low on data: nothing is loaded that nobody asked for. */
export const sparing = signal(false);

/** A room is left: the next one begins with an empty desk. */
export function clearDesk(): void {
  for (const one of [aim, jump, undoable, insert]) one.value = undefined;
  saving.value = [];
}

/** How long what was sent can be taken back with one tap. */
const undoMillis = 5_000;

/** Offers to take a message back, for a moment. */
export function offerUndo(id: MessageId): void {
  undoable.value = id;
  setTimeout(() => {
    if (undoable.peek() === id) undoable.value = undefined;
  }, undoMillis);
}
