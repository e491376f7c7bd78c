/**
 * In which rooms this phone wants to buzz, and where it was asked about that. Beside the rooms, in
 * this browser only: tabs share it, and a phone that takes the rooms over asks anew.
 */
import type { RoomId } from "@festival-chat/protocol/wire";
import { recall, remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";

/** What a person said about buzzing in a room. */
export type Wish = "yes" | "no";

/** More rooms than a phone holds; the oldest answers are forgotten first. */
const most = 200;

function read(): Map<string, Wish> {
  const wishes = new Map<string, Wish>();
  for (const one of (recall(lateMemoryKeys.buzz) ?? "").split(" ")) {
    const [, id, said] = /^([0-9a-f]{32})([+-])$/u.exec(one) ?? [];
    if (id !== undefined) wishes.set(id, said === "+" ? "yes" : "no");
  }
  return wishes;
}

function write(wishes: ReadonlyMap<string, Wish>): void {
  const kept = [...wishes].slice(-most);
  const text = kept.map(([id, said]) => `${id}${said === "yes" ? "+" : "-"}`).join(" ");
  remember(lateMemoryKeys.buzz, text === "" ? undefined : text);
}

/** What was said about this room; undefined: nobody asked. */
export const wishOf = (room: RoomId): Wish | undefined => read().get(room);

/** Remembers it; undefined forgets the room. */
export function setWish(room: string, wish: Wish | undefined): void {
  const wishes = read();
  wishes.delete(room);
  if (wish !== undefined) wishes.set(room, wish);
  write(wishes);
}

/** Rooms that were said yes to. */
export const wishedRooms = (): readonly string[] =>
  [...read()].flatMap(([id, wish]) => (wish === "yes" ? [id] : []));
