/** What of a room this device keeps and cannot read: forged, damaged, or of an epoch without a key here. */
import type { Room } from "../api.ts";
import { insideOf } from "../room-inside.ts";

/** How many envelopes; 0 while some still wait to be opened, and before the room's late parts came. */
export function unreadableIn(room: Room): number {
  const core = insideOf(room)?.core;
  if (core === undefined || core.opener.busy) return 0;
  let count = 0;
  for (const { id } of core.log.entries()) if (core.timeline.openedOf(id) === undefined) count += 1;
  return count;
}
