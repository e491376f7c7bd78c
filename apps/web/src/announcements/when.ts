/** Times of an announcement in words. */
import type { Millis } from "@festival-chat/protocol/wire";
import { clockTime } from "../room/festival-time.ts";
import { announcementWords } from "../strings/announcement-words.ts";

/** Later than this it is said when it was sent and when it came. */
const lateMillis = 2 * 60_000;

/** What the times are told of. */
export interface Timed {
  readonly revision: number;
  readonly issuedAt: Millis;
  readonly nextUpdate: Millis;
}

/** "Update 3 · 21:14 · next update 21:30". */
export function whenWords({ revision, issuedAt, nextUpdate }: Timed): string {
  return [
    ...(revision > 1 ? [announcementWords.update(revision)] : []),
    clockTime(issuedAt),
    ...(nextUpdate > 0 ? [announcementWords.next(clockTime(nextUpdate))] : []),
  ].join(" · ");
}

/** "Sent 21:14 · reached you 21:40"; undefined for what came at once. */
export const lateWords = ({ issuedAt }: Timed, reachedAt: Millis): string | undefined =>
  reachedAt - issuedAt > lateMillis
    ? announcementWords.late(clockTime(issuedAt), clockTime(reachedAt))
    : undefined;
