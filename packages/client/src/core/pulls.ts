/**
 * Pulls: what a room has asked of the relay's history and not been answered.
 *
 * At most one question in each direction. A question without an answer is given up after a while, so
 * that it can be asked again; one that was refused, or answered with nothing new, waits first.
 */
import { type FrameOf, limits, type Millis, type Seq } from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import { earlier } from "./effect.ts";

/** What an answer belongs to. */
export type Asked =
  /** Records after `seq`, to close a hole or to catch up. */
  | { readonly kind: "after"; readonly seq: Seq }
  /** Older records, for a person who scrolls up. */
  | { readonly kind: "before" };

interface Question {
  readonly ref: number;
  readonly seq: Seq;
  readonly since: Millis;
}

export interface Pulls {
  /** Whether the relay owes an answer. */
  readonly open: boolean;
  /** Whether an "after" was refused, or answered with nothing new, and not asked again since. */
  readonly resting: boolean;
  /** Asks; undefined while the same is asked already, or not to be asked yet. */
  after(channel: number, seq: Seq, now: Millis): FrameOf<"pull"> | undefined;
  /** The same in the other direction. */
  before(channel: number, seq: Seq, now: Millis): FrameOf<"pull"> | undefined;
  /** Takes the answer. @returns undefined when nobody asked, or not any more */
  answered(ref: number): Asked | undefined;
  /** Takes the refusal, as `answered`; `pause` keeps the next "after" back. */
  refused(ref: number, pause: Millis, now: Millis): Asked | undefined;
  /** Not before then: an answer brought nothing. */
  rest(until: Millis): void;
  /** Another position: what was asked after the old one is pointless. */
  forgetAfter(): void;
  clear(): void;
  /** Gives up what was not answered. @returns whether a "before" was among it */
  wake(now: Millis): boolean;
  /** @param wanted when there is something to ask "after" */
  deadline(wanted: Millis | undefined): Millis | undefined;
}

export function createPulls(nextRef: () => number): Pulls {
  let after: Question | undefined;
  let before: Question | undefined;
  let afterFrom: Millis = 0;

  const lapse = (one: Question | undefined): Millis | undefined =>
    one && one.since + bounds.answerMillis;
  const lapsed = (one: Question | undefined, now: Millis): boolean =>
    now >= (lapse(one) ?? Infinity);

  function answered(ref: number): Asked | undefined {
    if (after !== undefined && ref === after.ref) {
      const { seq } = after;
      after = undefined;
      return { kind: "after", seq };
    }
    if (before === undefined || ref !== before.ref) return undefined;
    before = undefined;
    return { kind: "before" };
  }

  return {
    get open() {
      return after !== undefined || before !== undefined;
    },
    get resting() {
      return afterFrom > 0;
    },

    after(channel, seq, now) {
      if (after !== undefined || now < afterFrom) return undefined;
      after = { ref: nextRef(), seq, since: now };
      afterFrom = 0;
      const limit = limits.pullRecords;
      return { kind: "pull", channel, ref: after.ref, direction: "after", seq, limit };
    },

    before(channel, seq, now) {
      if (before !== undefined) return undefined;
      before = { ref: nextRef(), seq, since: now };
      const limit = bounds.earlierRecords;
      return { kind: "pull", channel, ref: before.ref, direction: "before", seq, limit };
    },

    answered,

    refused(ref, pause, now) {
      const asked = answered(ref);
      if (asked?.kind === "after") afterFrom = now + pause;
      return asked;
    },

    rest(until) {
      afterFrom = Math.max(afterFrom, until);
    },

    forgetAfter() {
      after = undefined;
    },

    clear() {
      after = undefined;
      before = undefined;
    },

    wake(now) {
      if (lapsed(after, now)) after = undefined;
      if (!lapsed(before, now)) return false;
      before = undefined;
      return true;
    },

    deadline(wanted) {
      const ask = wanted === undefined ? undefined : Math.max(wanted, afterFrom);
      return earlier(lapse(before), after === undefined ? ask : lapse(after));
    },
  };
}
