/** Open rooms: those of the settings, and what organisers made of them. Pure. */
import type { OpenRoomEntry, OpenRoomList } from "@festival-chat/protocol/organiser";
import type { OpenRoom } from "../open-rooms.ts";

/** The organisers' list in its order, then the settings' rooms that it does not speak of. */
export function mergeOpenRooms(
  fixed: readonly OpenRoom[],
  decided: readonly OpenRoomEntry[],
): OpenRoomList["rooms"] {
  const fixedLinks = new Set(fixed.map(({ link }) => link));
  const decidedLinks = new Set(decided.map(({ link }) => link));
  return [
    ...decided.map((room) => ({ ...room, fixed: fixedLinks.has(room.link) })),
    ...fixed
      .filter(({ link }) => !decidedLinks.has(link))
      .map(({ name, link }) => ({ name, link, closed: false, fixed: true })),
  ];
}
