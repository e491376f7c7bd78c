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
import type { Appended, Extent } from "./backend.ts";

interface Stored extends LogRecord {
  readonly id: EnvelopeId;
}

interface Room {
  certificate: Certificate | undefined;
  head: Seq;
  lastActive: Millis;
  /** Ascending by seq. */
  entries: Stored[];
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
      byId: new Map(),
    };
    rooms.set(room, begun);
    return begun;
  }

  /** Removes the first `limit` entries, oldest arrival first, for which `wanted` still holds. */
  function removeOldest(limit: number, wanted: (entry: Stored) => boolean): number {
    const all = [...rooms.values()].flatMap((room) =>
      room.entries.map((entry) => ({ room, entry })),
    );
    all.sort((a, b) => a.entry.receivedAt - b.entry.receivedAt);
    let removed = 0;
    const shrunk = new Set<Room>();
    for (const { room, entry } of all) {
      if (removed === limit || !wanted(entry)) break;
      room.byId.delete(entry.id);
      shrunk.add(room);
      removed++;
      entries--;
      bytes -= entry.envelope.length;
    }
    for (const room of shrunk)
      room.entries = room.entries.filter((entry) => room.byId.has(entry.id));
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
      bytes += envelope.length;
      return { seq, prev, receivedAt: at, known: false };
    },

    records: (id) => rooms.get(id)?.entries ?? [],
    holds: (id, envelopeId) => rooms.get(id)?.byId.has(envelopeId) ?? false,

    trim(before, limit) {
      const removed = removeOldest(limit, (entry) => entry.receivedAt < before);
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

    trimToSize: (maxBytes, limit) => removeOldest(limit, () => bytes > maxBytes),
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
