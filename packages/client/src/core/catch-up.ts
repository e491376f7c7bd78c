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
import { earlier } from "./effect.ts";
import type { Log, Position, Taken } from "./log.ts";
import { createPulls } from "./pulls.ts";

/** What records brought. */
export interface Caught {
  readonly taken: Taken;
  /** Whether the cursor moved. */
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
  /** Whether the relay owes us an answer. */
  readonly asked: boolean;
  /** The log has its new place: of a joined or reset frame. */
  placed(told: Position, now: Millis): void;
  /** The relay's log reaches to here: free gap detection. */
  headTold(head: Seq, now: Millis): void;
  deliver(records: readonly LogRecord[], now: Millis): Caught;
  /** @returns undefined when nobody asked for it, or not any more */
  page(
    frame: FrameOf<"page">,
    now: Millis,
  ): (Caught & { readonly direction: "after" | "before" }) | undefined;
  /** What to send to get on; undefined when nothing is to be asked now. */
  ask(channel: number, now: Millis): FrameOf<"pull"> | undefined;
  /** The same for older records; undefined when there are none, or they are asked for. */
  askEarlier(channel: number, now: Millis): FrameOf<"pull"> | undefined;
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
    get asked() {
      return pulls.open;
    },

    placed(told, now) {
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
      if (asked.kind === "before") {
        const taken = log.pageBefore(more, records, now);
        if (!more && first !== undefined) {
          first = toSeq(Math.max(records[0]?.seq ?? 0, log.earliest ?? 0));
        }
        return { taken, moved: false, direction: "before" };
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
      return { taken, moved, direction: "after" };
    },

    ask(channel, now) {
      const stalled = isBehind() && now >= movedAt + bounds.stallMillis;
      if (!(log.hole || stalled) || !pulls.mayAskAfter(now)) return undefined;
      movedAt = now;
      return pulls.after(channel, toSeq(cursorSeq()), now);
    },

    askEarlier(channel, now) {
      const seq = log.earliest;
      if (seq === undefined || pulls.openBefore || !hasEarlier()) return undefined;
      return pulls.before(channel, seq, now);
    },

    refused: (ref, pause, now) => pulls.refused(ref, pause, now) !== undefined,
    lost: pulls.clear,
    wake: pulls.wake,

    deadline() {
      const { afterFrom } = pulls;
      let ask: Millis | undefined;
      if (isBehind()) ask = Math.max(movedAt + bounds.stallMillis, afterFrom);
      if (log.hole) ask = afterFrom;
      return earlier(pulls.deadline(), pulls.openAfter ? undefined : ask);
    },
  };
}
