/** Rates of the devices of one room: a device has them however many links it opens. Pure. */
import type { DeviceTag, Millis } from "@festival-chat/protocol/wire";
import type { RelayLimits } from "./relay-limits.ts";
import { fullBucket, isAtRest, takeTokens, type TokenBucket } from "./token-bucket.ts";

/** Settings of the relay that are rates of a device. */
export type PaceName =
  | "publish"
  | "publishBytes"
  | "heal"
  | "have"
  | "peerOffers"
  | "peerPublish"
  | "history"
  | "signal"
  | "ephemeral"
  | "announce"
  | "roster"
  | "card"
  | "look"
  | "subscribe";

export interface Pace {
  /** Takes from the device's bucket: 0, or milliseconds to wait. */
  take(device: DeviceTag, name: PaceName, now: Millis, cost?: number): Millis;
}

/** Remembers at most `limits.paces` devices; those at rest are forgotten first. */
export function createPace(limits: RelayLimits): Pace {
  const devices = new Map<DeviceTag, Map<PaceName, TokenBucket>>();
  let sweptAt = -Infinity;
  function sweep(now: Millis): void {
    if (now - sweptAt < 1_000) return;
    sweptAt = now;
    for (const [device, buckets] of devices) {
      for (const [name, bucket] of buckets) {
        if (isAtRest(bucket, limits[name], now)) buckets.delete(name);
      }
      if (buckets.size === 0) devices.delete(device);
    }
  }
  return {
    take(device, name, now, cost) {
      let buckets = devices.get(device);
      if (buckets === undefined) {
        if (devices.size >= limits.paces) sweep(now);
        // Devices are as cheap as keys: whoever makes thousands of them waits.
        if (devices.size >= limits.paces) return 1_000;
        buckets = new Map();
        devices.set(device, buckets);
      }
      let bucket = buckets.get(name);
      if (bucket === undefined) {
        bucket = fullBucket(limits[name], now);
        buckets.set(name, bucket);
      }
      return takeTokens(bucket, limits[name], now, cost);
    },
  };
}
