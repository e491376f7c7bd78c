/**
 * Removals: what retention, the organiser and damage take out of the log. All run inside a transaction
 * of the writer, which keeps the totals that they change.
 */
import type { DatabaseSync } from "node:sqlite";
import { integer, position } from "./columns.ts";
import { intactRecord, recordColumns } from "./entry-row.ts";
import type { MetaDraft } from "./meta-row.ts";

/** Each removes at most `limit` entries and answers how many it removed. */
export interface Removals {
  /** Entries that came before this time, and rooms that are empty and were last active before it. */
  before(time: number, limit: number, draft: MetaDraft): number;
  /** The oldest entries of whichever room is the largest at each step. */
  fromLargest(maxBytes: number, limit: number, draft: MetaDraft): number;
  /** One slice of a room; the last one, with fewer than `limit` entries, removes the room itself. */
  room(id: Uint8Array, limit: number, draft: MetaDraft): number;
  /** An entry, if it is damaged indeed. */
  damaged(room: Uint8Array, seq: number, draft: MetaDraft): number;
}

/** @param db of the writer; its owner closes it */
export function createRemovals(db: DatabaseSync): Removals {
  const findRoom = db.prepare("SELECT number, head FROM rooms WHERE room = ?");
  const expired = db.prepare(
    `SELECT place, room, length(envelope) AS bytes FROM entries
      WHERE received_at < ? ORDER BY received_at, place LIMIT ?`,
  );
  const largest = db.prepare("SELECT number, bytes FROM rooms ORDER BY bytes DESC, number LIMIT ?");
  const oldestOf = db.prepare(
    "SELECT place, room, length(envelope) AS bytes FROM entries WHERE room = ? ORDER BY seq LIMIT 1",
  );
  const someOf = db.prepare(
    "SELECT place, room, length(envelope) AS bytes FROM entries WHERE room = ? LIMIT ?",
  );
  const removeEntry = db.prepare("DELETE FROM entries WHERE place = ?");
  const shrinkRoom = db.prepare("UPDATE rooms SET bytes = bytes - ? WHERE number = ?");
  const forgotten = db.prepare(
    `SELECT number, head FROM rooms WHERE last_active < ?
      AND NOT EXISTS (SELECT 1 FROM entries WHERE entries.room = rooms.number) LIMIT ?`,
  );
  const removeRoom = db.prepare("DELETE FROM rooms WHERE number = ?");
  const entryAt = db.prepare(
    `SELECT place, room, length(envelope) AS bytes, ${recordColumns} FROM entries
      WHERE room = (SELECT number FROM rooms WHERE room = ?) AND seq = ?`,
  );

  function remove(row: Record<string, unknown>, draft: MetaDraft): number {
    const bytes = integer(row, "bytes");
    removeEntry.run(integer(row, "place"));
    shrinkRoom.run(bytes, integer(row, "room"));
    draft.entries--;
    draft.bytes -= bytes;
    return bytes;
  }

  function forget(row: Record<string, unknown>, draft: MetaDraft): void {
    removeRoom.run(integer(row, "number"));
    draft.floor = Math.max(draft.floor, position(row, "head"));
    draft.rooms--;
  }

  return {
    before(time, limit, draft) {
      const rows = expired.all(time, limit);
      for (const row of rows) remove(row, draft);
      for (const row of forgotten.all(time, limit)) forget(row, draft);
      return rows.length;
    },

    fromLargest(maxBytes, limit, draft) {
      // Each step shrinks one room, so no room behind these can become the largest.
      const rooms = largest.all(limit + 1).map((row) => {
        return { number: integer(row, "number"), bytes: integer(row, "bytes") };
      });
      // Of several largest ones, the one that began first.
      rooms.sort((a, b) => a.number - b.number);
      let removed = 0;
      while (removed < limit && draft.bytes > maxBytes) {
        const room = rooms.reduce((most, other) => (other.bytes > most.bytes ? other : most));
        const row = oldestOf.get(room.number);
        if (row === undefined) break;
        room.bytes -= remove(row, draft);
        removed++;
      }
      return removed;
    },

    room(id, limit, draft) {
      const found = findRoom.get(id);
      if (found === undefined) return 0;
      const rows = someOf.all(integer(found, "number"), limit);
      for (const row of rows) remove(row, draft);
      if (rows.length < limit) forget(found, draft);
      return rows.length;
    },

    damaged(room, seq, draft) {
      const row = entryAt.get(room, seq);
      if (row === undefined || intactRecord(row) !== undefined) return 0;
      remove(row, draft);
      return 1;
    },
  };
}
