/** Which rooms of this phone the organiser lists as open to everybody. */
import type { Room } from "@festival-chat/client";
import { isSameRoom, parseOpenRooms } from "@festival-chat/client/extras";
import { remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";

/**
 * Tells each room whether it is listed. A room that was listed once stays open: its code was in
 * everybody's hands.
 *
 * @param config text of /config.json; undefined until it arrived
 */
export function knowOpenRooms(rooms: readonly Room[], config: string | undefined): void {
  if (config === undefined) return;
  const listed = parseOpenRooms(config);
  // For a start without signal.
  remember(lateMemoryKeys.openRooms, listed.length === 0 ? undefined : config);
  for (const room of rooms) {
    const open = listed.some(({ link }) => isSameRoom(link, room.link));
    if (room.settings.open !== true && room.settings.open !== open) void room.configure({ open });
  }
}
