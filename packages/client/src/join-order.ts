/** The order in which a link joins rooms: it holds only so many (limits.roomsPerLink). */
import type { RoomCore } from "./room-core.ts";

interface Joining {
  readonly stored: Pick<RoomCore["stored"], "openedAt">;
  readonly notes: RoomCore["notes"];
}

const rank = ({ notes: { settings } }: Joining): number =>
  settings.favourite ? 0 : settings.archived ? 2 : 1;

/**
 * The room looked at last, then favourites, which are to be live in the background, then the others
 * as they were looked at; archived ones last. Makes a new list.
 */
export function joinOrder<J extends Joining>(cores: Iterable<J>): readonly J[] {
  const [first, ...rest] = [...cores].sort((a, b) => b.stored.openedAt - a.stored.openedAt);
  if (first === undefined) return rest;
  return [first, ...rest.sort((a, b) => rank(a) - rank(b))];
}
