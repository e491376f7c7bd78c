/** Retention: removes what is too old or too much, in slices short enough not to delay a publish. */
import type { Millis } from "@festival-chat/protocol/wire";
import type { RoomLog } from "./backend/backend.ts";

export interface RetentionOptions {
  readonly log: RoomLog;
  readonly now: () => Millis;
  readonly maxAgeMillis: Millis;
  readonly maxBytes: number;
  /** Entries of one slice. */
  readonly slice: number;
}

/**
 * Runs one slice by age and one by size.
 * @returns entries removed, and whether there may be more; undefined when the store did not answer
 */
export async function trimOnce(
  options: RetentionOptions,
): Promise<{ readonly removed: number; readonly more: boolean } | undefined> {
  const { log, now, maxAgeMillis, maxBytes, slice } = options;
  const old = await log.trim(now() - maxAgeMillis, slice);
  if (!old.ok) return undefined;
  const large = await log.trimToSize(maxBytes, slice);
  if (!large.ok) return undefined;
  const removed = old.value + large.value;
  return { removed, more: old.value >= slice || large.value >= slice };
}
