/**
 * Retention: how much of one room this device holds. A member who floods a room must not fill the
 * phones of the others, so the oldest make way for the newest.
 *
 * What has not reached a relay is never given up here, whatever its age.
 */
import { type Seq, toSeq } from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import type { StoredEntry } from "./stored.ts";

export interface Held {
  readonly entries: number;
  readonly bytes: number;
}

export interface Surplus {
  readonly entries: readonly StoredEntry[];
  /** Everything held from here on is kept; undefined when nothing makes way. */
  readonly earliest: Seq | undefined;
}

/** Room is made for more than one at a time, since choosing looks at everything. */
const keptShare = 0.9;
/** Older history is fetched only below this: it would be the first to make way again. */
const roomyShare = 0.8;

const fits = (held: Held, share: number): boolean =>
  held.entries <= bounds.roomEntries * share && held.bytes <= bounds.roomBytes * share;

/** Whether older history may still be fetched. */
export const isRoomy = (held: Held): boolean => fits(held, roomyShare);

/** The oldest, by the relay's order, that must make way. */
export function surplusOf(held: Held, all: Iterable<StoredEntry>): Surplus {
  if (fits(held, 1)) return { entries: [], earliest: undefined };
  const stamped: { readonly entry: StoredEntry; readonly seq: Seq }[] = [];
  for (const entry of all) {
    if (entry.stamp !== undefined && !entry.waiting) stamped.push({ entry, seq: entry.stamp.seq });
  }
  stamped.sort((a, b) => a.seq - b.seq);
  let { entries, bytes } = held;
  let count = 0;
  for (const { entry } of stamped) {
    if (fits({ entries, bytes }, keptShare)) break;
    entries -= 1;
    bytes -= entry.envelope.length;
    count += 1;
  }
  const last = stamped[count - 1];
  return {
    entries: stamped.slice(0, count).map(({ entry }) => entry),
    earliest: last === undefined ? undefined : toSeq(last.seq + 1),
  };
}
