/** The rooms of the memory backend: plain state, no promises. The rules are those of backend.ts. */
import {
  type Certificate,
  type EnvelopeId,
  equalBytes,
  type LogRecord,
  type Millis,
  type RoomId,
  type Seq,
  toSeq,
} from "@festival-chat/protocol/wire";
import type { Appended, Extent, LoggedRoom } from "./backend.ts";

interface Stored extends LogRecord {
  readonly id: EnvelopeId;
}

interface Room {
  certificate: Certificate | undefined;
  head: Seq;
  lastActive: Millis;
  /** Ascending by seq, and so by arrival. */
  entries: Stored[];
  /** Envelope bytes of them. */
  bytes: number;
  byId: Map<EnvelopeId, Stored>;
}

export interface MemoryRooms {
  put(
    room: RoomId,
    certificate: Certificate,
    at: Millis,
  ): "created" | "updated" | "unchanged" | "other-host";
  certificate(room: RoomId): Certificate | undefined;
  extent(room: RoomId): Extent;
  append(room: RoomId, id: EnvelopeId, envelope: Uint8Array, at: Millis): Appended;
  records(room: RoomId): readonly LogRecord[];
  holds(room: RoomId, id: EnvelopeId): boolean;
  trim(before: Millis, limit: number): number;
  trimToSize(maxBytes: number, limit: number): number;
  list(limit: number): readonly LoggedRoom[];
  /** @returns how many entries went */
  remove(room: RoomId): number;
  totals(): { readonly rooms: number; readonly entries: number; readonly bytes: number };
  /** An independent copy; entries are shared, because they never change. */
  copy(): MemoryRooms;
}

/** @param floor highest head of a room that was removed: rooms begin above it */
export function createMemoryRooms(
  rooms: Map<RoomId, Room> = new Map(),
  floor: Seq = toSeq(0),
): MemoryRooms {
  let entries = 0;
  let bytes = 0;
  for (const room of rooms.values()) {
    entries += room.entries.length;
    for (const entry of room.entries) bytes += entry.envelope.length;
  }

  function begin(room: RoomId, at: Millis): Room {
    const begun: Room = {
      certificate: undefined,
      head: floor,
      lastActive: at,
      entries: [],
      bytes: 0,
      byId: new Map(),
    };
    rooms.set(room, begun);
    return begun;
  }

  function removeOldestOf(room: Room): void {
    const oldest = room.entries.shift();
    if (oldest === undefined) return;
    room.byId.delete(oldest.id);
    room.bytes -= oldest.envelope.length;
    bytes -= oldest.envelope.length;
    entries--;
  }

  /** Removes up to `limit` entries that arrived before `before`, oldest arrival first. */
  function removeOld(before: Millis, limit: number): number {
    const old = [...rooms.values()].flatMap((room) =>
      room.entries
        .filter(({ receivedAt }) => receivedAt < before)
        .map(({ receivedAt }) => ({ room, receivedAt })),
    );
    old.sort((a, b) => a.receivedAt - b.receivedAt);
    const going = old.slice(0, limit);
    for (const { room } of going) removeOldestOf(room);
    return going.length;
  }

  /** Removes the oldest entry of the largest room until the rest fits. */
  function removeFromLargest(maxBytes: number, limit: number): number {
    let removed = 0;
    for (; removed < limit && bytes > maxBytes; removed++) {
      removeOldestOf([...rooms.values()].reduce((a, b) => (b.bytes > a.bytes ? b : a)));
    }
    return removed;
  }

  return {
    put(id, certificate, at) {
      const room = rooms.get(id) ?? begin(id, at);
      const known = room.certificate;
      if (known !== undefined && !equalBytes(known.hostKey, certificate.hostKey))
        return "other-host";
      room.lastActive = at;
      if (known !== undefined && known.version >= certificate.version) return "unchanged";
      room.certificate = certificate;
      return known === undefined ? "created" : "updated";
    },

    certificate: (id) => rooms.get(id)?.certificate,

    extent(id) {
      const room = rooms.get(id);
      const head = room?.head ?? floor;
      return { first: room?.entries[0]?.seq ?? toSeq(head + 1), head };
    },

    append(id, envelopeId, envelope, at) {
      const room = rooms.get(id) ?? begin(id, at);
      const held = room.byId.get(envelopeId);
      if (held !== undefined) {
        return { seq: held.seq, prev: held.prev, receivedAt: held.receivedAt, known: true };
      }
      const prev = room.head;
      const seq = toSeq(prev + 1);
      const entry: Stored = { seq, prev, receivedAt: at, envelope, id: envelopeId };
      room.entries.push(entry);
      room.byId.set(envelopeId, entry);
      room.head = seq;
      room.lastActive = at;
      entries++;
      room.bytes += envelope.length;
      bytes += envelope.length;
      return { seq, prev, receivedAt: at, known: false };
    },

    records: (id) => rooms.get(id)?.entries ?? [],
    holds: (id, envelopeId) => rooms.get(id)?.byId.has(envelopeId) ?? false,

    trim(before, limit) {
      const removed = removeOld(before, limit);
      let roomsLeft = limit;
      for (const [id, room] of rooms) {
        if (roomsLeft === 0) break;
        if (room.entries.length > 0 || room.lastActive >= before) continue;
        rooms.delete(id);
        roomsLeft--;
        if (room.head > floor) floor = room.head;
      }
      return removed;
    },

    trimToSize: removeFromLargest,
    list: (limit) =>
      [...rooms]
        .map(([room, { bytes: held, lastActive }]) => ({ room, bytes: held, lastActive }))
        .sort((a, b) => b.lastActive - a.lastActive)
        .slice(0, limit),

    remove(id) {
      const room = rooms.get(id);
      if (room === undefined) return 0;
      rooms.delete(id);
      if (room.head > floor) floor = room.head;
      entries -= room.entries.length;
      bytes -= room.bytes;
      return room.entries.length;
    },

    totals: () => ({ rooms: rooms.size, entries, bytes }),

    copy() {
      const copied = new Map<RoomId, Room>();
      for (const [id, room] of rooms) {
        copied.set(id, { ...room, entries: [...room.entries], byId: new Map(room.byId) });
      }
      return createMemoryRooms(copied, floor);
    },
  };
}
