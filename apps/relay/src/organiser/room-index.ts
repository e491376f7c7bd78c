/** Rooms by their tags: what organisers see of them, and which room a tag means. */
import {
  maxDevices,
  maxRooms,
  type RoomDetail,
  type RoomFigures,
  type RoomList,
  toCount,
} from "@festival-chat/protocol/organiser";
import type { DeviceTag, RoomId } from "@festival-chat/protocol/wire";
import type { Room } from "../room.ts";
import type { Desk } from "./desk.ts";
import { openRoomId } from "./open-room-id.ts";
import { mergeOpenRooms } from "./open-room-list.ts";

export interface RoomIndex {
  list(): Promise<RoomList>;
  /** Undefined when there is no such room, and no decision about one. */
  detail(tag: string): Promise<RoomDetail | undefined>;
  /** The room of this tag, in memory or in the log. */
  find(tag: string): Promise<RoomId | undefined>;
}

/** Rooms of the log that a tag is looked up among: all that a relay keeps. */
const allRooms = 100_000;

export function createRoomIndex(desk: Desk): RoomIndex {
  const { tags, decisions, government, log } = desk;
  let names: { readonly of: unknown; readonly byTag: ReadonlyMap<string, string> } | undefined;

  function nameOf(tag: string): string | null {
    const decided = decisions.openRooms();
    if (names?.of !== decided) {
      const merged = mergeOpenRooms(desk.fixedOpenRooms, decided);
      const named = merged.flatMap(({ name, link }) => {
        const room = openRoomId(link);
        return room === undefined ? [] : [[tags.room(room), name] as const];
      });
      names = { of: decided, byTag: new Map(named) };
    }
    return names.byTag.get(tag) ?? null;
  }

  function activeByTag(tag: string): Room | undefined {
    for (const room of government.rooms()) if (tags.room(room.id) === tag) return room;
    return undefined;
  }

  async function find(tag: string): Promise<RoomId | undefined> {
    const active = activeByTag(tag);
    if (active !== undefined) return active.id;
    const logged = await log.rooms(allRooms);
    return logged.ok ? logged.value.find(({ room }) => tags.room(room) === tag)?.room : undefined;
  }

  async function figuresOf(
    tag: string,
    known: { readonly room: RoomId; readonly bytes: number; readonly lastActive: number },
    active: Room | undefined,
  ): Promise<RoomFigures> {
    const extent = await log.extent(known.room);
    const { state, slowSeconds } = decisions.power(tag);
    // Numbers may have gaps, so this is what the room holds at most.
    const messages = extent.ok ? extent.value.head - extent.value.first + 1 : 0;
    return {
      tag,
      name: nameOf(tag),
      state,
      slowSeconds,
      links: toCount(active?.seatCount ?? 0),
      messages: toCount(Math.max(0, messages)),
      bytes: known.bytes,
      lastActiveAt: known.lastActive,
    };
  }

  /** Of a room that is gone only what was decided is left. */
  const decidedOnly = (tag: string): RoomFigures => ({
    tag,
    name: nameOf(tag),
    ...decisions.power(tag),
    links: 0,
    messages: 0,
    bytes: 0,
    lastActiveAt: 0,
  });

  function devicesOf(active: Room | undefined): RoomDetail["devices"] {
    const written = new Map<DeviceTag, number>();
    for (const seat of active?.seats ?? []) {
      if (seat === undefined) continue;
      written.set(seat.device, (written.get(seat.device) ?? 0) + seat.published);
    }
    return [...written]
      .sort(([, a], [, b]) => b - a)
      .slice(0, maxDevices)
      .map(([device, messages]) => {
        const tag = tags.device(device);
        return { tag, messages, banned: decisions.isBanned(tag) };
      });
  }

  return {
    async list() {
      const logged = await log.rooms(maxRooms);
      const active = new Map([...government.rooms()].map((room) => [room.id, room]));
      const rooms: RoomFigures[] = [];
      for (const one of logged.ok ? logged.value : []) {
        rooms.push(await figuresOf(tags.room(one.room), one, active.get(one.room)));
      }
      const told = new Set(rooms.map(({ tag }) => tag));
      for (const tag of decisions.powers()) {
        if (!told.has(tag) && decisions.power(tag).state === "deleted")
          rooms.push(decidedOnly(tag));
      }
      return { rooms: rooms.slice(0, maxRooms), total: toCount(log.stats().rooms) };
    },
    async detail(tag) {
      const active = activeByTag(tag);
      const logged = await log.rooms(allRooms);
      const known = logged.ok
        ? logged.value.find(({ room }) => room === active?.id || tags.room(room) === tag)
        : undefined;
      if (known !== undefined) {
        return { ...(await figuresOf(tag, known, active)), devices: devicesOf(active) };
      }
      const hasDecision = [...decisions.powers()].includes(tag);
      return hasDecision ? { ...decidedOnly(tag), devices: [] } : undefined;
    },
    find,
  };
}
