/** What the signs of a room in the list say to who does not see them. */
import type { Room } from "@festival-chat/client";
import { roomsWords } from "../strings/rooms-words.ts";

/** "private, favourite, 3 new, mentions you". */
export function roomSignWords({ settings, unread }: Pick<Room, "settings" | "unread">): string {
  const words = roomsWords.list;
  const parts = [
    settings.open === undefined ? "" : settings.open ? words.open : words.private,
    settings.favourite ? words.favourite : "",
    settings.notify === "none" ? words.muted : "",
    unread.count > 0 ? words.unread(unread.count) : "",
    unread.mentions > 0 ? words.mentions : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}
