/** The rooms of this phone as the list shows them. */
import { type Ranked, roomOrder } from "@festival-chat/client";

export interface RoomGroups<R> {
  /** Rooms for people with the code. */
  readonly own: readonly R[];
  /** Rooms that the organiser lists: always apart, so that nobody takes one for the other. */
  readonly open: readonly R[];
  readonly archived: readonly R[];
}

/** Each group in the order of the list. */
export function roomGroups<R extends Ranked>(rooms: readonly R[]): RoomGroups<R> {
  const ordered = roomOrder(rooms);
  const shown = ordered.filter(({ settings }) => !settings.archived);
  return {
    own: shown.filter(({ settings }) => settings.open !== true),
    open: shown.filter(({ settings }) => settings.open === true),
    archived: ordered.filter(({ settings }) => settings.archived),
  };
}
