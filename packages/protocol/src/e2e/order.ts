/** Order on screen: the same on every phone, whatever path a message took (SPEC E12). */
import type { AuthorKey, MessageId, Millis } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";
import type { Hlc } from "./inner-codec.ts";

/**
 * The time a message is shown and ordered at. Only the future is cut: a message written hours ago
 * where there was no network goes to its true place.
 */
export const shownMillis = (authored: Millis, receivedAt: Millis): Millis =>
  Math.min(authored, receivedAt + limits.clockSkewMillis);

/** What the order of a message depends on. */
export interface Placed {
  readonly shownAt: Millis;
  readonly hlc: Hlc;
  readonly author: AuthorKey;
  readonly ctr: number;
  readonly message: MessageId;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Negative when `a` stands before `b`. Total: only the same message compares as 0. */
export function comparePlaced(a: Placed, b: Placed): number {
  return (
    a.shownAt - b.shownAt ||
    // Several of one author that were cut to the same time keep the order they were written in.
    a.hlc.ms - b.hlc.ms ||
    a.hlc.count - b.hlc.count ||
    compareText(a.author, b.author) ||
    a.ctr - b.ctr ||
    compareText(a.message, b.message)
  );
}
