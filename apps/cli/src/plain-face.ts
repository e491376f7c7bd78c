/** A join without a keyboard, for pipes that people read: messages only, one after the other. */
import { type Palette, messageText } from "./chat-lines.ts";
import { noticeText } from "./events.ts";
import type { Face } from "./face.ts";
import type { Output } from "./output.ts";

export function createPlainFace(output: Output, palette: Palette): Face {
  const shown = new Set<string>();
  const show = (room: Parameters<Face["opened"]>[0]): void => {
    for (const message of room.messages()) {
      if (shown.has(message.id)) continue;
      shown.add(message.id);
      // Marks of delivery change, and a line that was printed does not.
      output.line(messageText({ ...message, mine: false }, palette));
    }
  };
  return {
    opened: show,
    joined: () => {},
    event(event, room) {
      if (event.kind === "messages") show(room);
      if (event.kind === "notice") output.say(noticeText(event.notice));
    },
    accepted: (_id, room) => show(room),
    declined: (why) => output.say(why),
  };
}
