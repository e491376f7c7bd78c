/** The warden of a relay with organisers: answers from what they decided, by tag. */
import type { Warden } from "../warden.ts";
import type { DeskFiles } from "./desk.ts";

export function createWarden({ decisions, tags, announcer, feed }: DeskFiles): Warden {
  // An HMAC a room, and only where something was decided.
  const keeps: Warden["keeps"] = (room) =>
    !decisions.hasAny || decisions.power(tags.room(room)).state !== "deleted";
  return {
    keeps,
    judge(room, device) {
      if (!decisions.hasAny) return "welcome";
      if (!keeps(room)) return "deleted";
      return decisions.isBanned(tags.device(device)) ? "banned" : "welcome";
    },
    stopsNewRooms: () => decisions.setting("rooms-stopped") === 1,
    rule(room) {
      const { state, slowSeconds } = decisions.power(tags.room(room));
      return { closed: state !== "open", slowSeconds };
    },
    noticesFor: (room) =>
      announcer
        .current()
        .filter(({ statement: { rooms } }) => rooms.length === 0 || rooms.includes(room))
        .map(({ notice }) => notice),
    seen: (frame) => announcer.seen(frame),
    happened(happening) {
      const { kind } = happening;
      const room = "room" in happening ? tags.room(happening.room) : undefined;
      feed.add(kind, room, "device" in happening ? tags.device(happening.device) : undefined);
    },
  };
}
