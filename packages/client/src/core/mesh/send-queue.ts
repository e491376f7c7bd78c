/**
 * Send queue of one link: what waits goes in the order of its rank (SPEC G6), at the pace that the
 * link is granted (G5) and while it takes more.
 */
import { meshLimits, type Millis } from "@festival-chat/protocol/wire";
import { createBucket } from "./bucket.ts";
import * as meshBounds from "./mesh-bounds.ts";
import type { Purpose, Rank } from "./mesh-effect.ts";

export interface Queued {
  readonly frame: Uint8Array;
  readonly purpose: Purpose;
}

export interface SendQueue {
  /** @returns false when it does not fit: nothing was promised, so nothing is lost */
  push(rank: Rank, queued: Queued): boolean;
  /** What goes now. */
  take(now: Millis): readonly Queued[];
  /** The link takes no more, or more again. */
  block(blocked: boolean): void;
  deadline(now: Millis): Millis | undefined;
}

interface Waiting extends Queued {
  readonly rank: Rank;
}

export function createSendQueue(): SendQueue {
  let waiting: Waiting[] = [];
  let bytes = 0;
  let blocked = false;
  const pace = createBucket(meshLimits.linkBytesPerSecond, meshLimits.linkBytesPerSecond);

  return {
    push(rank, { frame, purpose }) {
      let room = meshBounds.queueBytes - bytes;
      // What is less urgent gives way, the last of it first.
      while (room < frame.length) {
        const last = waiting.at(-1);
        if (last === undefined || last.rank <= rank) return false;
        waiting.pop();
        room += last.frame.length;
        bytes -= last.frame.length;
      }
      const at = waiting.findLastIndex((one) => one.rank <= rank) + 1;
      waiting.splice(at, 0, { rank, frame, purpose });
      bytes += frame.length;
      return true;
    },

    take(now) {
      if (blocked) return [];
      const count = waiting.findIndex(({ frame }) => !pace.take(frame.length, now));
      const going = count < 0 ? waiting : waiting.slice(0, count);
      waiting = count < 0 ? [] : waiting.slice(count);
      for (const { frame } of going) bytes -= frame.length;
      return going;
    },

    block(now) {
      blocked = now;
    },

    deadline(now) {
      const [next] = waiting;
      return next === undefined || blocked ? undefined : pace.freeAt(next.frame.length, now);
    },
  };
}
