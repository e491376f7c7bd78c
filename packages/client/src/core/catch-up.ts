/**
 * Catch-up: how far the relay's log reaches, what of it is not here, and when to ask for it.
 *
 * A hole is asked for at once. Behind a head that was only told of, deliveries are waited for first.
 * Not its job: what records hold (core/log), and what follows from them (core/sync).
 */
import {
  type FrameOf,
  type LogRecord,
  type Millis,
  type Seq,
  toSeq,
} from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import type { RoomEffect } from "./effect.ts";
import type { Log, Position, Taken } from "./log.ts";
import { type Asked, createPulls } from "./pulls.ts";

/** What records brought. */
export interface Caught {
  readonly taken: Taken;
  /** Whether the log's position is another one. */
  readonly moved: boolean;
}

export interface CatchUp {
  /** Whether everything is here that the relay told of. */
  readonly whole: boolean;
  /** Relay positions we have not taken yet. */
  readonly missing: number;
  /** Head of the relay as far as it told; undefined before it placed us. */
  readonly head: Seq | undefined;
  /** Whether the relay holds older records, and this device has room for them. */
  readonly hasEarlier: boolean;
  /** Whether the relay owes us records: an answer, or what it told of and has not delivered. */
  readonly open: boolean;
  /** The log has its new place: of a joined or reset frame. */
  place(told: Position, now: Millis): void;
  /** The relay's log reaches to here: free gap detection. */
  headTold(head: Seq, now: Millis): void;
  deliver(records: readonly LogRecord[], now: Millis): Caught;
  /** @returns undefined when nobody asked for it, or not any more */
  page(
    frame: FrameOf<"page">,
    now: Millis,
  ): (Caught & { readonly kind: Asked["kind"] }) | undefined;
  /** Asks for what is missing, if it is time. */
  pull(channel: number, now: Millis): RoomEffect[];
  /** Asks for older records; undefined when there are none, or they are asked for. */
  loadEarlier(channel: number, now: Millis): RoomEffect[] | undefined;
  /** @returns whether the refused frame was a question of ours */
  refused(ref: number, pause: Millis, now: Millis): boolean;
  lost(): void;
  /** Gives up what was not answered. @returns whether older records may be asked for again */
  wake(now: Millis): boolean;
  deadline(): Millis | undefined;
}

export function createCatchUp(log: Log, nextRef: () => number): CatchUp {
  const pulls = createPulls(nextRef);
  /** The oldest record of the relay; undefined before it placed us. */
  let first: Seq | undefined;
  /** Where we know the relay's log to reach. */
  let target = 0;
  let movedAt: Millis = 0;

  const cursorSeq = (): number => log.cursor?.seq ?? 0;
  const isBehind = (): boolean => cursorSeq() < target;
  /** When to ask after the cursor; undefined when nothing is missing. */
  const askAt = (): Millis | undefined => {
    if (log.hole) return 0;
    return isBehind() ? movedAt + bounds.stallMillis : undefined;
  };
  /** Nothing older is fetched that would be the first to make way. */
  const hasEarlier = (): boolean => {
    const { earliest } = log;
    return log.roomy && earliest !== undefined && (first ?? 1) < earliest;
  };

  return {
    get whole() {
      return !isBehind() && !log.hole;
    },
    get missing() {
      return Math.max(0, target - cursorSeq());
    },
    get head() {
      return first === undefined ? undefined : toSeq(Math.max(target, cursorSeq()));
    },
    get hasEarlier() {
      return hasEarlier();
    },
    get open() {
      return pulls.open || (isBehind() && !pulls.resting);
    },

    place(told, now) {
      ({ first } = told);
      target = first > told.head ? cursorSeq() : told.head;
      movedAt = now;
      pulls.forgetAfter();
    },

    headTold(head, now) {
      if (head <= target) return;
      target = head;
      movedAt = now;
    },

    deliver(records, now) {
      const before = cursorSeq();
      const taken = log.deliver(records, now);
      const moved = cursorSeq() !== before;
      if (moved) movedAt = now;
      target = Math.max(target, cursorSeq());
      return { taken, moved };
    },

    page({ ref, more, records }, now) {
      const asked = pulls.answered(ref);
      if (asked === undefined) return undefined;
      const { kind } = asked;
      if (kind === "before") {
        const taken = log.pageBefore(more, records, now);
        if (!more && first !== undefined) {
          first = toSeq(Math.max(records[0]?.seq ?? 0, log.earliest ?? 0));
        }
        return { kind, taken, moved: true };
      }
      const before = cursorSeq();
      const taken = log.pageAfter(asked.seq, more, records, now);
      const moved = cursorSeq() !== before;
      if (moved) movedAt = now;
      // "More", but nothing new: asked again at once, it could go on like this for ever.
      else pulls.rest(now + bounds.retryMillis);
      // The relay gave all it has: what it told of its head before is overtaken.
      if (!more) target = Math.min(target, cursorSeq());
      else if (isBehind()) movedAt = Math.min(movedAt, now - bounds.stallMillis);
      return { kind, taken, moved };
    },

    pull(channel, now) {
      const at = askAt();
      if (at === undefined || now < at) return [];
      const frame = pulls.after(channel, toSeq(cursorSeq()), now);
      if (frame === undefined) return [];
      movedAt = now;
      return [{ kind: "send", frame }];
    },

    loadEarlier(channel, now) {
      const seq = log.earliest;
      if (seq === undefined || !hasEarlier()) return undefined;
      const frame = pulls.before(channel, seq, now);
      return frame && [{ kind: "send", frame }];
    },

    refused: (ref, pause, now) => pulls.refused(ref, pause, now) !== undefined,
    lost: pulls.clear,
    wake: pulls.wake,
    deadline: () => pulls.deadline(askAt()),
  };
}
