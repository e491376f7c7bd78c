/** People of a room, as far as their messages tell. */
import type { AuthorKey, Millis } from "@festival-chat/protocol/wire";
import type { Message, Room } from "../api.ts";
import { foldText } from "../fold-text.ts";
import { type DeviceMark, deviceMark } from "./device-mark.ts";
import { lookAlike } from "./look-alike.ts";

export interface Person {
  readonly author: AuthorKey;
  readonly name: string;
  readonly mine: boolean;
  readonly mark: DeviceMark;
  /** Another author's name looks the same: the mark must be shown wherever the name is. */
  readonly needsMark: boolean;
  /** When the last message of theirs was written. */
  readonly lastAt: Millis;
  /** Somebody of this name is here now. Presence carries names only: a hint, never proof. */
  readonly here: boolean;
}

/** Everybody who wrote something that is on this device, the last writer first. */
export function peopleOf(
  room: Pick<Room, "nameOf" | "presence"> & { messages(): readonly Message[] },
): readonly Person[] {
  const lastByAuthor = new Map<AuthorKey, Message>();
  for (const message of room.messages()) {
    const last = lastByAuthor.get(message.author);
    if (last === undefined || last.at <= message.at) lastByAuthor.set(message.author, message);
  }
  const named = [...lastByAuthor.values()].map((last) => {
    const name = room.nameOf(last.author);
    return { last, name, look: lookAlike(name) };
  });
  const count = new Map<string, number>();
  for (const { look } of named) count.set(look, (count.get(look) ?? 0) + 1);
  const present = new Set(room.presence.members.map(({ name }) => name));
  return named
    .map(({ last: { author, mine, at }, name, look }) => ({
      author,
      name,
      mine,
      mark: deviceMark(author),
      needsMark: (count.get(look) ?? 0) > 1,
      lastAt: at,
      here: present.has(name),
    }))
    .sort((a, b) => b.lastAt - a.lastAt || (a.author < b.author ? -1 : 1));
}

/**
 * Whom `@prefix` may mean, the last writer first, without me. A prefix fits the beginning of any
 * word of a name, whatever its case and accents; the empty one fits everybody.
 */
export function mentionCandidates(people: readonly Person[], prefix: string): readonly Person[] {
  const wanted = foldText(prefix.trim());
  const fits = ({ name }: Person): boolean => {
    const folded = foldText(name);
    return (
      folded.startsWith(wanted) ||
      folded.split(/[\s\p{P}]+/u).some((word) => word.startsWith(wanted))
    );
  };
  return people.filter((person) => !person.mine && fits(person));
}
