/**
 * Admission: whether one more link may come. Rates and sums for all are hard; those of one address
 * are soft, because a whole festival sits behind one. Pure.
 */
import type { Millis } from "@festival-chat/protocol/wire";
import type { RelayLimits } from "./relay-limits.ts";
import { createKeyedBuckets, fullBucket, refill, takeTokens } from "./token-bucket.ts";

export interface Admission {
  /** Before an upgrade: 0, or milliseconds to wait. */
  admit(ipTag: string): Millis;
  arrived(ipTag: string): void;
  /** The link joined its first room. */
  proved(ipTag: string): void;
  /** @param greeting whether it left without having joined */
  left(ipTag: string, greeting: boolean): void;
  unauthenticated(): number;
}

interface Address {
  links: number;
  unproved: number;
}

export function createAdmission(limits: RelayLimits, now: () => Millis): Admission {
  const addresses = new Map<string, Address>();
  const handshakes = fullBucket(limits.handshakes, now());
  const perIp = createKeyedBuckets<string>(limits.handshakesPerIp, limits.ipTags);
  let links = 0;
  let unproved = 0;

  /** Whether the relay is so full that one address must not take more than its share. */
  function crowded(): boolean {
    refill(handshakes, limits.handshakes, now());
    return (
      links > limits.links * limits.softShare ||
      unproved > limits.unauthenticated * limits.softShare ||
      handshakes.tokens < limits.handshakes.burst * (1 - limits.softShare)
    );
  }

  function overShare(ipTag: string): boolean {
    const address = addresses.get(ipTag);
    if (address === undefined) return false;
    return address.unproved >= limits.unauthenticatedPerIp || address.links >= limits.linksPerIp;
  }

  return {
    admit(ipTag) {
      const later = limits.overloadRetryMillis;
      if (links >= limits.links || unproved >= limits.unauthenticated) return later;
      const waitIp = perIp.take(ipTag, now());
      if (crowded()) {
        // Before the rate for all, so that who is sent away has not spent what others need.
        if (overShare(ipTag)) return later;
        if (waitIp > 0) return waitIp;
      }
      return takeTokens(handshakes, limits.handshakes, now());
    },
    arrived(ipTag) {
      const address = addresses.get(ipTag) ?? { links: 0, unproved: 0 };
      addresses.set(ipTag, address);
      address.links++;
      address.unproved++;
      links++;
      unproved++;
    },
    proved(ipTag) {
      const address = addresses.get(ipTag);
      if (address !== undefined) address.unproved--;
      unproved--;
    },
    left(ipTag, greeting) {
      const address = addresses.get(ipTag);
      links--;
      if (greeting) unproved--;
      if (address === undefined) return;
      address.links--;
      if (greeting) address.unproved--;
      if (address.links <= 0) addresses.delete(ipTag);
    },
    unauthenticated: () => unproved,
  };
}
