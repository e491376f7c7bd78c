/**
 * The one writer of the database: sequencer, dedupe and retention, one transaction per call.
 *
 * Every call either commits as a whole or changes nothing and answers "failed": a full disk costs
 * the entries of that group, and the next group tries again. Nothing is cached between
 * transactions except the totals, so there is nothing to repair after a failure.
 */
import type { DatabaseSync } from "node:sqlite";
import { toHex } from "@festival-chat/protocol/wire";
import { entryChecksum } from "./checksum.ts";
import { blob, integer, position } from "./columns.ts";
import { intactRecord, recordColumns } from "./entry-row.ts";
import { storageFault } from "./storage-fault.ts";
import type { Totals, WriteAnswer, WriteRequest } from "./write-messages.ts";

type RequestOf<K extends WriteRequest["kind"]> = Extract<WriteRequest, { readonly kind: K }>;
export type GroupRequest = RequestOf<"append"> | RequestOf<"putRoom">;

export interface Writer {
  /** Appends and rooms of several requests, in one commit. One answer for each. */
  group(requests: readonly GroupRequest[]): WriteAnswer[];
  trim(before: number, limit: number): WriteAnswer;
  trimToSize(maxBytes: number, limit: number): WriteAnswer;
  removeRoom(room: Uint8Array, limit: number): WriteAnswer;
  quarantine(room: Uint8Array, seq: number): WriteAnswer;
  /** Moves the write-ahead log into the database and empties it. */
  checkpoint(): void;
  totals(): Totals;
  /** Commits so far, over the life of the database. */
  generation(): number;
}

interface OpenRoom {
  readonly number: number;
  head: number;
  /** Envelope bytes added by this transaction. */
  added: number;
  activeAt: number | undefined;
}

interface Meta extends Totals {
  readonly generation: number;
  readonly floor: number;
}

/** A writer over a database that was migrated. The caller owns and closes the connection. */
export function createWriter(db: DatabaseSync): Writer {
  const findRoom = db.prepare("SELECT number, head FROM rooms WHERE room = ?");
  const beginRoom = db.prepare(
    "INSERT INTO rooms (room, created, last_active, head) VALUES (?, ?, ?, ?) RETURNING number",
  );
  const touchRoom = db.prepare(
    "UPDATE rooms SET head = ?, last_active = ?, bytes = bytes + ? WHERE number = ?",
  );
  const findCertificate = db.prepare("SELECT host_key, version FROM certificates WHERE room = ?");
  const putCertificate = db.prepare(
    "INSERT OR REPLACE INTO certificates (room, host_key, version, card, signature) VALUES (?, ?, ?, ?, ?)",
  );
  const insertEntry = db.prepare(
    `INSERT INTO entries (room, seq, id, prev, received_at, envelope, checksum)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (room, id) DO NOTHING`,
  );
  const findEntry = db.prepare(
    "SELECT seq, prev, received_at FROM entries WHERE room = ? AND id = ?",
  );
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
  const saveMeta = db.prepare(
    "UPDATE meta SET generation = ?, rooms = ?, entries = ?, bytes = ?, floor = ?",
  );
  let meta = readMeta(db);

  /** Runs `work` in a transaction with its own copy of the totals. */
  function transaction(work: (draft: { -readonly [K in keyof Meta]: number }) => WriteAnswer[]) {
    const draft = { ...meta, generation: meta.generation + 1 };
    try {
      db.exec("BEGIN IMMEDIATE");
      const answers = work(draft);
      saveMeta.run(draft.generation, draft.rooms, draft.entries, draft.bytes, draft.floor);
      db.exec("COMMIT");
      meta = draft;
      return answers;
    } catch (thrown) {
      // SQLite has rolled back by itself after some errors (full, I/O): then this would be one more.
      if (db.isTransaction) db.exec("ROLLBACK");
      return storageFault(thrown).what;
    }
  }

  const failed = (what: string): WriteAnswer => ({ kind: "failed", what });

  function one(work: (draft: { -readonly [K in keyof Meta]: number }) => WriteAnswer): WriteAnswer {
    const answers = transaction((draft) => [work(draft)]);
    return typeof answers === "string" ? failed(answers) : (answers[0] ?? failed("no answer"));
  }

  function remove(row: Record<string, unknown>, draft: { entries: number; bytes: number }): number {
    const bytes = integer(row, "bytes");
    removeEntry.run(integer(row, "place"));
    shrinkRoom.run(bytes, integer(row, "room"));
    draft.entries--;
    draft.bytes -= bytes;
    return bytes;
  }

  /** The oldest entries of whichever room is the largest at each step. @returns how many */
  function removeFromLargest(
    maxBytes: number,
    limit: number,
    draft: { entries: number; bytes: number },
  ): number {
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
  }

  return {
    group(requests) {
      const answers = transaction((draft) => {
        const rooms = new Map<string, OpenRoom>();
        const open = (id: Uint8Array, at: number): OpenRoom => {
          const key = toHex(id);
          const known = rooms.get(key);
          if (known !== undefined) return known;
          const row = findRoom.get(id);
          const room: OpenRoom =
            row === undefined
              ? {
                  number: integer(beginRoom.get(id, at, at, draft.floor), "number"),
                  head: draft.floor,
                  added: 0,
                  activeAt: undefined,
                }
              : {
                  number: integer(row, "number"),
                  head: position(row, "head"),
                  added: 0,
                  activeAt: undefined,
                };
          if (row === undefined) draft.rooms++;
          rooms.set(key, room);
          return room;
        };
        const done = requests.map((request) =>
          request.kind === "append" ? append(request, open, draft) : put(request, open),
        );
        for (const room of rooms.values()) {
          const { head, activeAt, added, number } = room;
          if (activeAt !== undefined) touchRoom.run(head, activeAt, added, number);
        }
        return done;
      });
      return typeof answers === "string" ? requests.map(() => failed(answers)) : answers;
    },

    trim: (before, limit) =>
      one((draft) => {
        const rows = expired.all(before, limit);
        for (const row of rows) remove(row, draft);
        for (const row of forgotten.all(before, limit)) {
          removeRoom.run(integer(row, "number"));
          draft.floor = Math.max(draft.floor, position(row, "head"));
          draft.rooms--;
        }
        return { kind: "removed", entries: rows.length };
      }),

    trimToSize: (maxBytes, limit) =>
      meta.bytes <= maxBytes
        ? { kind: "removed", entries: 0 }
        : one((draft) => ({
            kind: "removed",
            entries: removeFromLargest(maxBytes, limit, draft),
          })),

    removeRoom: (room, limit) =>
      one((draft) => {
        const found = findRoom.get(room);
        if (found === undefined) return { kind: "removed", entries: 0 };
        const number = integer(found, "number");
        const rows = someOf.all(number, limit);
        for (const row of rows) remove(row, draft);
        if (rows.length < limit) {
          removeRoom.run(number);
          draft.floor = Math.max(draft.floor, position(found, "head"));
          draft.rooms--;
        }
        return { kind: "removed", entries: rows.length };
      }),

    quarantine: (room, seq) =>
      one((draft) => {
        const row = entryAt.get(room, seq);
        if (row === undefined || intactRecord(row) !== undefined) {
          return { kind: "removed", entries: 0 };
        }
        remove(row, draft);
        return { kind: "removed", entries: 1 };
      }),

    checkpoint: () => db.exec("PRAGMA wal_checkpoint(TRUNCATE)"),
    totals: () => ({ rooms: meta.rooms, entries: meta.entries, bytes: meta.bytes }),
    generation: () => meta.generation,
  };

  function append(
    request: RequestOf<"append">,
    open: (id: Uint8Array, at: number) => OpenRoom,
    draft: { entries: number; bytes: number },
  ): WriteAnswer {
    const { packed, count, at } = request;
    const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
    const facts = new Float64Array(4 * count);
    let from = 0;
    for (let i = 0; i < count; i++) {
      const room = open(packed.subarray(from, from + 16), at);
      const id = packed.subarray(from + 16, from + 32);
      const length = view.getUint32(from + 32);
      const envelope = packed.subarray(from + 36, from + 36 + length);
      from += 36 + length;
      const prev = room.head;
      const seq = prev + 1;
      const checksum = entryChecksum(seq, prev, at, envelope);
      if (insertEntry.run(room.number, seq, id, prev, at, envelope, checksum).changes === 1) {
        room.head = seq;
        room.activeAt = at;
        room.added += length;
        draft.entries++;
        draft.bytes += length;
        facts.set([seq, prev, at, 0], 4 * i);
      } else {
        const row = findEntry.get(room.number, id);
        facts.set(
          [integer(row, "seq"), integer(row, "prev"), integer(row, "received_at"), 1],
          4 * i,
        );
      }
    }
    return { kind: "appended", facts };
  }

  function put(
    request: RequestOf<"putRoom">,
    open: (id: Uint8Array, at: number) => OpenRoom,
  ): WriteAnswer {
    const { at, certificate } = request;
    const room = open(request.room, at);
    const known = findCertificate.get(room.number);
    if (known !== undefined) {
      if (toHex(blob(known, "host_key")) !== toHex(certificate.hostKey)) {
        return { kind: "put", outcome: "other-host" };
      }
      if (integer(known, "version") >= certificate.version) {
        room.activeAt = at;
        return { kind: "put", outcome: "unchanged" };
      }
    }
    const { hostKey, version, card, signature } = certificate;
    putCertificate.run(room.number, hostKey, version, card, signature);
    room.activeAt = at;
    return { kind: "put", outcome: known === undefined ? "created" : "updated" };
  }
}

function readMeta(db: DatabaseSync): Meta {
  const row = db.prepare("SELECT * FROM meta").get();
  return {
    generation: integer(row, "generation"),
    rooms: integer(row, "rooms"),
    entries: integer(row, "entries"),
    bytes: integer(row, "bytes"),
    floor: integer(row, "floor"),
  };
}
