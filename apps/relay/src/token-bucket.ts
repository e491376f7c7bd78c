/** Token buckets: how every rate limit of the relay counts. Pure: time comes with each call. */
import type { Millis } from "@festival-chat/protocol/wire";

/** `burst` tokens at first, refilled with `perSecond`. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** What one limited party has left. */
export interface TokenBucket {
  tokens: number;
  at: Millis;
}

/** A bucket at rest. */
export const fullBucket = (rate: Rate, now: Millis): TokenBucket => ({
  tokens: rate.burst,
  at: now,
});

/** Adds the tokens of the time that passed. */
export function refill(bucket: TokenBucket, rate: Rate, now: Millis): void {
  const elapsed = Math.max(0, now - bucket.at);
  bucket.tokens = Math.min(rate.burst, bucket.tokens + (elapsed * rate.perSecond) / 1_000);
  bucket.at = now;
}

/**
 * Takes `cost` tokens.
 * @returns 0 when they were there; else the milliseconds until they are, and nothing is taken
 */
export function takeTokens(bucket: TokenBucket, rate: Rate, now: Millis, cost = 1): Millis {
  refill(bucket, rate, now);
  // A cost above the burst passes a full bucket: else it could never pass.
  const need = Math.min(cost, rate.burst);
  if (bucket.tokens >= need) {
    bucket.tokens -= need;
    return 0;
  }
  return Math.max(1, Math.ceil(((need - bucket.tokens) * 1_000) / rate.perSecond));
}

/** Whether the bucket is full again, so that forgetting it changes nothing. */
export function isAtRest(bucket: TokenBucket, rate: Rate, now: Millis): boolean {
  refill(bucket, rate, now);
  return bucket.tokens >= rate.burst;
}

/** Buckets of many parties under one rate, at most `capacity` remembered. */
export interface KeyedBuckets<Key> {
  /** As {@link takeTokens}, for the party `key`. */
  take(key: Key, now: Millis, cost?: number): Millis;
  readonly size: number;
}

/** Forgets parties at rest when it is full; if none is, a newcomer waits a second. */
export function createKeyedBuckets<Key>(rate: Rate, capacity: number): KeyedBuckets<Key> {
  const buckets = new Map<Key, TokenBucket>();
  let sweptAt = -Infinity;
  function sweep(now: Millis): void {
    // Once a second: else a flood of new parties would make every call walk the whole map.
    if (now - sweptAt < 1_000) return;
    sweptAt = now;
    for (const [key, bucket] of buckets) if (isAtRest(bucket, rate, now)) buckets.delete(key);
  }
  return {
    take(key, now, cost) {
      let bucket = buckets.get(key);
      if (bucket === undefined) {
        if (buckets.size >= capacity) sweep(now);
        if (buckets.size >= capacity) return 1_000;
        bucket = fullBucket(rate, now);
        buckets.set(key, bucket);
      }
      return takeTokens(bucket, rate, now, cost);
    },
    get size() {
      return buckets.size;
    },
  };
}
