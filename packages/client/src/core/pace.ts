/**
 * Pace: the pause between two publishes that a relay's "too fast" teaches.
 *
 * A refusal names the time until the relay takes one more, which is its rate; every ack makes the
 * pause a little shorter, so that the pace follows a relay that grants more again.
 * Not its job: the one pause before the refused envelope itself is sent again (core/outbox).
 */
import type { Millis } from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";

export interface Pace {
  /** Publishes may follow each other at once. */
  readonly free: boolean;
  /** Time from one publish to the next. */
  readonly gapMillis: Millis;
  /** The relay takes one more after `retryAfter`. One burst refused many times teaches once. */
  refused(retryAfter: Millis, now: Millis): void;
  acked(): void;
}

export function createPace(): Pace {
  let gap = 0;
  let taughtAt = -Infinity;
  return {
    get free() {
      return gap === 0;
    },
    get gapMillis() {
      return gap;
    },
    refused(retryAfter, now) {
      if (now < taughtAt + gap) return;
      taughtAt = now;
      const taught = Math.max(gap, retryAfter) * bounds.paceCaution;
      gap = Math.min(taught, bounds.paceMaxMillis);
    },
    acked() {
      gap *= bounds.paceRelief;
      if (gap < bounds.paceMinMillis) gap = 0;
    },
  };
}
