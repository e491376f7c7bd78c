/**
 * Announcements that a relay refused as too fast: made again, one room after the other, each after
 * the pause that the relay asked for. A refusal does not name its room, so all are in question.
 */
import type { Millis, RoomId } from "@festival-chat/protocol/wire";
import { imposedMillis, retryMillis } from "./bounds.ts";

export interface Announcements {
  /** @param rooms those that are announced on this link */
  refused(rooms: readonly RoomId[], retryAfter: Millis, now: Millis): void;
  lost(): void;
  /** @returns the room to announce now */
  wake(now: Millis): RoomId | undefined;
  deadline(): Millis | undefined;
}

export function createAnnouncements(): Announcements {
  let waiting: RoomId[] = [];
  let last: RoomId | undefined;
  let pause: Millis = 0;
  let at: Millis = 0;

  return {
    refused(rooms, retryAfter, now) {
      pause = Math.max(Math.min(retryAfter, imposedMillis), retryMillis);
      at = now + pause;
      // Made again one by one, a refused one is the last one made.
      if (last === undefined) waiting = [...rooms];
      else if (!waiting.includes(last)) waiting.push(last);
    },

    lost() {
      waiting = [];
      last = undefined;
    },

    wake(now) {
      if (waiting.length === 0 || now < at) return undefined;
      at = now + pause;
      last = waiting.shift();
      return last;
    },

    deadline: () => (waiting.length === 0 ? undefined : at),
  };
}
