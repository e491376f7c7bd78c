/** Token bucket: so much in a second, and so much at once. */
import type { Millis } from "@festival-chat/protocol/wire";

export interface Bucket {
  /** Takes `cost` if it is there. A cost above the burst is taken from a full bucket. */
  take(cost: number, now: Millis): boolean;
  /** When that much will be there. */
  freeAt(cost: number, now: Millis): Millis;
}

export function createBucket(perSecond: number, burst: number): Bucket {
  let tokens = burst;
  let at: Millis | undefined;
  const fill = (now: Millis): void => {
    // A clock that was set back gives nothing and takes nothing.
    tokens = Math.min(burst, tokens + (Math.max(0, now - (at ?? now)) * perSecond) / 1_000);
    at = now;
  };
  return {
    take(cost, now) {
      fill(now);
      if (tokens < Math.min(cost, burst)) return false;
      tokens -= cost;
      return true;
    },
    freeAt(cost, now) {
      fill(now);
      return now + Math.ceil((Math.max(0, Math.min(cost, burst) - tokens) * 1_000) / perSecond);
    },
  };
}
