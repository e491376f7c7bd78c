/** What counts outside of a room: in the title, on the way back, on the icon of the app. */
import type { Room, Unread } from "@festival-chat/client";

type Counted = Pick<Room, "settings" | "unread">;

const nothing: Unread = { count: 0, mentions: 0 };

/** What of a room's unread may call for somebody: nothing of one that was muted or put away. */
export function counted({ settings, unread }: Counted): Unread {
  if (settings.archived || settings.notify === "none") return nothing;
  if (settings.notify === "all") return unread;
  return { count: unread.mentions, mentions: unread.mentions };
}

/** The sum over rooms. */
export function countedIn(rooms: readonly Counted[]): Unread {
  let count = 0;
  let mentions = 0;
  for (const room of rooms) {
    const one = counted(room);
    count += one.count;
    mentions += one.mentions;
  }
  return { count, mentions };
}

/** "7", "99+": fits a pill. */
export const shortCount = (count: number): string => (count > 99 ? "99+" : String(count));
