/** Rooms that an organiser lists in /config.json: open to everybody, which is why their links may be there. */
import { parseLink } from "@festival-chat/protocol/e2e";
import { limits } from "@festival-chat/protocol/wire";

export interface OpenRoom {
  readonly name: string;
  /** An invite, to be given to Client.join. */
  readonly link: string;
}

/** More than anybody scrolls through; the relay takes no more either. */
const maxOpenRooms = 32;

/** What the text of /config.json lists, in its order. Total: what cannot be read is left out. */
export function parseOpenRooms(config: string): readonly OpenRoom[] {
  const rooms: OpenRoom[] = [];
  for (const { name, link } of listed(config)) {
    if (rooms.length === maxOpenRooms) break;
    if (typeof name !== "string" || typeof link !== "string") continue;
    const shown = name.trim().slice(0, limits.nameBytes);
    if (shown === "" || !parseLink(link).ok) continue;
    if (!rooms.some((room) => isSameRoom(room.link, link))) rooms.push({ name: shown, link });
  }
  return rooms;
}

/** Fields of the entries, of whatever type they are. */
function listed(config: string): readonly { readonly name?: unknown; readonly link?: unknown }[] {
  try {
    const value: unknown = JSON.parse(config);
    if (typeof value !== "object" || value === null || !("openRooms" in value)) return [];
    if (!Array.isArray(value.openRooms)) return [];
    return value.openRooms.filter((entry) => typeof entry === "object" && entry !== null);
  } catch {
    return [];
  }
}

/** Whether two invites lead to one room: its secret decides, wherever they were made. */
export function isSameRoom(one: string, other: string): boolean {
  const [a, b] = [parseLink(one), parseLink(other)];
  return a.ok && b.ok && String(a.value.root) === String(b.value.root);
}
