/**
 * Hybrid logical clock: orders messages by when they were written, and never before what their
 * author had seen (Kulkarni et al., 2014).
 *
 * A phone clock more than 10 minutes off gives way to the relay's when a message is written (SPEC
 * E12); what others claim beyond that does not push ours.
 */
import { limits, type Millis } from "@festival-chat/protocol/wire";

/** A point of hybrid time; `count` orders what falls in one millisecond. */
export interface HybridTime {
  readonly ms: Millis;
  readonly count: number;
}

export interface HybridClock {
  /** The time of a message written now: later than everything seen or written before. */
  next(now: Millis): HybridTime;
  /** A message of somebody else was seen. */
  observe(seen: HybridTime, now: Millis): void;
  /** A message of our own was seen: believed without bound, so that our order never turns round. */
  observeOwn(seen: HybridTime): void;
  /** A relay told its time. */
  relaySaid(relayTime: Millis, now: Millis): void;
  /** `now` by the relay's clock as far as known. */
  relayNow(now: Millis): Millis;
}

/** `count` is 16 bits on the wire. */
const maxCount = 0xffff;

export function createHybridClock(): HybridClock {
  let last: HybridTime = { ms: 0, count: 0 };
  let offset: Millis | undefined;

  const relayNow = (now: Millis): Millis => now + (offset ?? 0);

  /** Our clock while it is near the relay's; one that is far off is not believed at all. */
  function believable(now: Millis): Millis {
    const relay = relayNow(now);
    return Math.abs(now - relay) <= limits.clockSkewMillis ? now : relay;
  }

  function raise(seen: HybridTime): void {
    if (seen.ms > last.ms || (seen.ms === last.ms && seen.count > last.count)) last = seen;
  }

  return {
    next(now) {
      const ms = Math.max(0, believable(now));
      if (ms > last.ms) last = { ms, count: 0 };
      else if (last.count < maxCount) last = { ms: last.ms, count: last.count + 1 };
      else last = { ms: last.ms + 1, count: 0 };
      return last;
    },

    observe(seen, now) {
      if (seen.ms <= relayNow(now) + limits.clockSkewMillis) raise(seen);
    },

    observeOwn: raise,

    relaySaid(relayTime, now) {
      offset = relayTime - now;
    },

    relayNow,
  };
}
