/** What a room is, in one line. */
import type { RoomFigures } from "@festival-chat/protocol/organiser";
import { consoleWords } from "../strings/console/en.ts";
import { countWords, sizeWords, timeWords } from "./count-words.ts";

export function RoomLine({ room, now }: { readonly room: RoomFigures; readonly now: number }) {
  const words = consoleWords.rooms;
  return (
    <p class="desk-line">
      {room.state !== "open" && <strong class="desk-chip">{words.state[room.state]}</strong>}
      {room.slowSeconds > 0 && <strong class="desk-chip">{words.slow(room.slowSeconds)}</strong>}
      <span>{words.links(countWords(room.links))}</span>
      <span>{words.messages(countWords(room.messages))}</span>
      <span>{sizeWords(room.bytes)}</span>
      {room.lastActiveAt > 0 && <span>{words.active(timeWords(room.lastActiveAt, now))}</span>}
    </p>
  );
}
