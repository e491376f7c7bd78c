/**
 * News of other rooms: which messages are worth a notice, and what it says. Several that come close
 * together are one notice.
 */
import type { Message, Room } from "@festival-chat/client";
import type { Millis, RoomId } from "@festival-chat/protocol/wire";
import { bodyText } from "../room/message-name.ts";
import { roomsWords } from "../strings/rooms-words.ts";
import { t } from "../strings/t.ts";

export interface NewsItem {
  readonly room: Pick<Room, "id" | "name">;
  readonly message: Message;
}

/** What arrived at the relay longer ago is counted, and no news. */
const freshMillis = 60_000;

/** Whether a room's settings let a message disturb. */
export const mayDisturb = ({ settings }: Pick<Room, "settings">, message: Message): boolean =>
  !settings.archived &&
  (settings.notify === "all" || (settings.notify === "mentions" && message.mentionsMe));

/** Whether a message that arrived is worth a notice while `current` is on the screen. */
export const isNews = (
  room: Pick<Room, "id" | "settings" | "isUnread">,
  message: Message,
  current: RoomId | undefined,
  now: Millis,
): boolean =>
  room.id !== current &&
  !message.mine &&
  message.body.kind === "text" &&
  now - message.arrivedAt < freshMillis &&
  mayDisturb(room, message) &&
  room.isUnread(message.id);

/** Longer texts are cut: a notice is two lines. */
const textLength = 120;

/** One sentence for all of them; undefined for none. */
export function newsWords(items: readonly NewsItem[]): string | undefined {
  const last = items.at(-1);
  if (last === undefined) return undefined;
  const rooms = new Set(items.map(({ room }) => room.id));
  if (rooms.size > 1) return roomsWords.news.rooms(items.length, rooms.size);
  const { room, message } = last;
  const name = room.name ?? t.room.unnamed;
  if (items.length > 1) return roomsWords.news.many(name, items.length, message.name);
  const text = [...bodyText(message)].slice(0, textLength).join("");
  return roomsWords.news.one(name, message.name, text);
}
