/** Which messages of a room are drawn: a stretch of them, held by its ends while others come and go. */
import type { Message, Room } from "@festival-chat/client";
import type { MessageId } from "@festival-chat/protocol/wire";

/** A message and where it stood when it was marked. */
export interface Mark {
  readonly id: MessageId;
  readonly index: number;
}

export interface View {
  /** Drawn first; without it the last `size` are drawn. */
  readonly from?: Mark | undefined;
  /** Drawn last; without it the newest is. */
  readonly to?: Mark | undefined;
  readonly size: number;
}

/** Messages drawn where one arrives: more than any screen holds, and a slow phone does it at once. */
export const firstSize = 60;
/** Messages drawn from there on, bit by bit: find-in-page and screen readers need plenty. */
export const drawnSize = 200;

/**
 * Messages drawn at once while somebody scrolls: a slow phone does that between two frames. At the
 * end so many go together, too: one that comes moves nothing but the end.
 */
export const step = 20;

/** The end, as one arrives there. */
export const latest: View = { size: firstSize };

/** The message at an index, marked; undefined beyond the end. */
export const markOf = (messages: readonly Message[], index: number): Mark | undefined => {
  const id = messages[index]?.id;
  return id && { id, index };
};

const indexOf = (messages: readonly Message[], { id, index }: Mark): number => {
  if (messages[index]?.id === id) return index;
  const found = messages.findIndex((message) => message.id === id);
  return found < 0 ? Math.min(index, messages.length - 1) : found;
};

/** From the first that is drawn to behind the last. */
export function rangeOf({ from, to, size }: View, messages: readonly Message[]): [number, number] {
  const end = to ? indexOf(messages, to) + 1 : messages.length;
  const surplus = Math.max(0, end - size);
  return [from ? indexOf(messages, from) : surplus - (surplus % step), end];
}

/** The newest; or, where more is unread, from a little before that. */
export function firstView(room: Room): View {
  const messages = room.messages();
  const { firstUnread } = room;
  const unread = messages.findIndex(({ id }) => id === firstUnread);
  const start = unread - firstSize / 3;
  return unread < 0 || messages.length - start <= firstSize
    ? latest
    : {
        from: markOf(messages, Math.max(0, start)),
        to: markOf(messages, start + firstSize),
        size: firstSize,
      };
}
