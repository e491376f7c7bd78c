/**
 * How often somebody may try to sign in: five failures in a quarter of an hour, and from then on a
 * pause that doubles with every further one. Pure: time comes with each call.
 */
import type { Millis } from "@festival-chat/protocol/wire";

export interface Tries {
  /** 0 when `who` may try, else milliseconds to wait. */
  wait(who: string, now: Millis): Millis;
  failed(who: string, now: Millis): void;
  succeeded(who: string): void;
}

interface Record {
  failures: number;
  last: Millis;
  until: Millis;
}

const minute = 60_000;
export const freeTries = 5;
export const tryWindowMillis = 15 * minute;
const firstPauseMillis = minute;
const longestPauseMillis = 60 * minute;
/** Addresses remembered; above, the one that failed longest ago is forgotten. */
const capacity = 10_000;

export function createTries(): Tries {
  const records = new Map<string, Record>();
  return {
    wait: (who, now) => Math.max(0, (records.get(who)?.until ?? 0) - now),
    failed(who, now) {
      const before = records.get(who);
      const fresh =
        before === undefined || now - Math.max(before.last, before.until) > tryWindowMillis;
      const failures = fresh ? 1 : before.failures + 1;
      const over = failures - freeTries;
      const pause = over < 0 ? 0 : Math.min(longestPauseMillis, firstPauseMillis * 2 ** over);
      records.delete(who);
      const oldest = records.size >= capacity ? records.keys().next().value : undefined;
      if (oldest !== undefined) records.delete(oldest);
      records.set(who, { failures, last: now, until: now + pause });
    },
    succeeded: (who) => void records.delete(who),
  };
}
