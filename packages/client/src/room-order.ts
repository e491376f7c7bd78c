/** The order of the room list. */
import type { Room } from "./api.ts";

/** What the order depends on. */
export type Ranked = Pick<Room, "id" | "settings" | "unread" | "activeAt">;

/** A muted room is not lifted by what it is muted for. */
function rank({ settings, unread }: Ranked): number {
  if (settings.archived) return 9;
  const lifted = settings.notify === "none" ? { count: 0, mentions: 0 } : unread;
  const news = lifted.mentions > 0 ? 0 : lifted.count > 0 && settings.notify === "all" ? 1 : 2;
  return (settings.favourite ? 0 : 3) + news;
}

/**
 * Favourites, then rooms that mention me, then unread ones, then the most recent; archived rooms
 * stand last. Favourites keep the same order among themselves. Makes a new list.
 */
export function roomOrder<R extends Ranked>(rooms: readonly R[]): readonly R[] {
  return [...rooms].sort(
    (a, b) => rank(a) - rank(b) || b.activeAt - a.activeAt || (a.id < b.id ? -1 : 1),
  );
}
