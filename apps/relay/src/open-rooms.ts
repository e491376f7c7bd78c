/** OPEN_ROOMS: rooms that the organiser lists for everybody. Their links are public, and only read. */
import { err, limits, ok, type Result, utf8 } from "@festival-chat/protocol/wire";

/** As /config.json tells it. */
export interface OpenRoom {
  readonly name: string;
  readonly link: string;
}

/** Every phone fetches the list at every start, and nobody scrolls further. */
const maxOpenRooms = 32;
/** An invite: an origin, and a fragment with a secret and perhaps a host (SPEC K2). */
const linkForm = /^https?:\/\/[^\s/#]{1,255}\/?#[A-Za-z0-9_-]{22}(?:\.[A-Za-z0-9_-]{11})?$/;

/**
 * Reads `Main Stage=https://chat.example/#…; Night bus=https://…`, or the same as JSON:
 * `[{"name": "Main Stage", "link": "https://…"}]`. Total.
 *
 * @returns the rooms, or every mistake with what to do about it
 */
export function parseOpenRooms(text: string): Result<readonly OpenRoom[], readonly string[]> {
  const entries = text.trim().startsWith("[") ? fromJson(text) : fromPairs(text);
  if (entries === undefined) return err(["OPEN_ROOMS is no JSON list of names and links."]);
  const mistakes: string[] = [];
  const rooms = entries.flatMap(({ name, link }) => {
    if (typeof name !== "string" || name.trim() === "" || utf8(name).length > limits.nameBytes) {
      mistakes.push(`OPEN_ROOMS: give each room a name of at most ${limits.nameBytes} bytes.`);
      return [];
    }
    if (typeof link !== "string" || !linkForm.test(link)) {
      mistakes.push(`OPEN_ROOMS: "${name.trim()}" needs the whole invite link of its room.`);
      return [];
    }
    return [{ name: name.trim(), link }];
  });
  if (entries.length > maxOpenRooms) mistakes.push(`OPEN_ROOMS: at most ${maxOpenRooms} rooms.`);
  return mistakes.length > 0 ? err(mistakes) : ok(rooms);
}

type Entry = { readonly name?: unknown; readonly link?: unknown };

function fromJson(text: string): readonly Entry[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return undefined;
    return value.map((entry: unknown) =>
      typeof entry === "object" && entry !== null ? entry : {},
    );
  } catch {
    return undefined;
  }
}

/** The name is what stands before the last "=" in front of an address: names may have one too. */
const fromPairs = (text: string): readonly Entry[] =>
  text
    .split(/[;\n]/)
    .filter((entry) => entry.trim() !== "")
    .map((entry) => {
      const [, name, link] = /^(.*?)=\s*(https?:.*?)\s*$/s.exec(entry) ?? [];
      return { name: name ?? entry, link };
    });
