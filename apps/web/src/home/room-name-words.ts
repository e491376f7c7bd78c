/** What a screen reader says of a room in the list: one stop, everything in it. */
import type { Room } from "@festival-chat/client";
import { bodyText } from "../room/message-name.ts";
import { ageWords } from "../room/festival-time.ts";
import { late } from "../strings/late.ts";
import { roomsWords } from "../strings/rooms-words.ts";
import { t } from "../strings/t.ts";

export type ListedRoom = Pick<
  Room,
  "name" | "settings" | "unread" | "last" | "draft" | "membership"
>;

/** "Draft: see you", "Ben: where are you?", or why there is nothing to see. */
export function lastLine({ draft, last, membership }: ListedRoom): string {
  const typed = draft?.text.trim() ?? "";
  if (typed !== "") return late.home.draft(typed);
  if (membership.kind === "no-such-room") return roomsWords.list.noSuchRoom;
  if (last === undefined) return t.room.noMessages;
  return `${last.mine ? late.home.you : last.name}: ${bodyText(last)}`;
}

/** "Camp Owl, private, favourite, 3 new, mentions you, Ben: where are you?, 19:02". */
export function roomNameWords(room: ListedRoom, now: number): string {
  const { settings, unread, last } = room;
  const parts = [
    room.name ?? t.room.unnamed,
    settings.open === undefined
      ? ""
      : settings.open
        ? roomsWords.list.open
        : roomsWords.list.private,
    settings.favourite ? roomsWords.list.favourite : "",
    settings.notify === "none" ? roomsWords.list.muted : "",
    unread.count > 0 ? roomsWords.list.unread(unread.count) : "",
    unread.mentions > 0 ? roomsWords.list.mentions : "",
    lastLine(room),
    last === undefined ? "" : ageWords(last.at, now),
  ];
  return parts.filter((part) => part !== "").join(", ");
}
