/**
 * Reads, on a connection of their own that cannot write. Synchronous: a page is at most 64 KiB and
 * takes tens of microseconds from the page cache, less than a message to another thread.
 */
import { DatabaseSync } from "node:sqlite";
import {
  type Certificate,
  type EnvelopeId,
  err,
  idFromBytes,
  idToBytes,
  type LogRecord,
  ok,
  type Result,
  type RoomId,
  type Seq,
  toSeq,
} from "@festival-chat/protocol/wire";
import type { Extent, LoggedRoom, StorageError } from "../backend.ts";
import { blob, integer, position } from "./columns.ts";
import { intactRecord, recordColumns } from "./entry-row.ts";
import { applyPragmas, pragmaFault, readerPragmas } from "./pragmas.ts";
import { storageFault } from "./storage-fault.ts";

type Read<T> = Result<T, StorageError>;

export interface Reader {
  certificate(room: RoomId): Read<Certificate | undefined>;
  extent(room: RoomId): Read<Extent>;
  read(
    room: RoomId,
    direction: "after" | "before",
    seq: Seq,
    limit: number,
    maxBytes: number,
  ): Read<readonly LogRecord[]>;
  rooms(limit: number): Read<readonly LoggedRoom[]>;
  missing(room: RoomId, ids: readonly EnvelopeId[]): Read<readonly EnvelopeId[]>;
  close(): void;
}

/**
 * Opens a database that the writer has prepared.
 * @param onCorrupt hears of every damaged entry that a read meets
 * @returns an error sentence when the connection must not be used
 */
export function openReader(
  path: string,
  onCorrupt: (room: RoomId, seq: Seq) => void,
): Result<Reader, string> {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    applyPragmas(db, readerPragmas);
    const fault = pragmaFault(db, readerPragmas);
    if (fault === undefined) return ok(createReader(db, onCorrupt));
    db.close();
    return err(fault);
  } catch (thrown) {
    db.close();
    return err(`The database cannot be read (${storageFault(thrown).what}): check the disk.`);
  }
}

function createReader(db: DatabaseSync, onCorrupt: (room: RoomId, seq: Seq) => void): Reader {
  const certificateOf = db.prepare(
    `SELECT host_key, version, card, signature FROM certificates
      JOIN rooms ON rooms.number = certificates.room WHERE rooms.room = ?`,
  );
  const roomOf = db.prepare("SELECT number, head FROM rooms WHERE room = ?");
  const firstOf = db.prepare("SELECT min(seq) AS first FROM entries WHERE room = ?");
  const floorOf = db.prepare("SELECT floor FROM meta");
  const pages = {
    after: db.prepare(
      `SELECT ${recordColumns} FROM entries WHERE room = ? AND seq > ? ORDER BY seq LIMIT ?`,
    ),
    before: db.prepare(
      `SELECT ${recordColumns} FROM entries WHERE room = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
    ),
  };
  const newest = db.prepare(
    "SELECT room, bytes, last_active FROM rooms ORDER BY last_active DESC, number LIMIT ?",
  );
  const holds = db.prepare("SELECT 1 AS held FROM entries WHERE room = ? AND id = ?");

  let closed = false;

  function attempt<T>(query: () => T): Read<T> {
    if (closed) return err({ kind: "storage", what: "the log is closed" });
    try {
      return ok(query());
    } catch (thrown) {
      return err(storageFault(thrown));
    }
  }

  const numberOf = (room: RoomId): number | undefined => {
    const row = roomOf.get(idToBytes(room));
    return row === undefined ? undefined : integer(row, "number");
  };

  return {
    certificate: (room) =>
      attempt(() => {
        const row = certificateOf.get(idToBytes(room));
        if (row === undefined) return undefined;
        return {
          hostKey: blob(row, "host_key"),
          version: integer(row, "version"),
          card: blob(row, "card"),
          signature: blob(row, "signature"),
        };
      }),

    extent: (room) =>
      attempt(() => {
        const row = roomOf.get(idToBytes(room));
        const head = row === undefined ? position(floorOf.get(), "floor") : position(row, "head");
        const first = row === undefined ? undefined : firstOf.get(integer(row, "number"));
        const empty = first === undefined || first["first"] === null;
        return { first: empty ? toSeq(head + 1) : position(first, "first"), head };
      }),

    read: (room, direction, seq, limit, maxBytes) =>
      attempt(() => {
        const number = numberOf(room);
        const page: LogRecord[] = [];
        if (number === undefined) return page;
        let bytes = 0;
        let from: Seq = seq;
        // Damaged rows do not count, so a page goes on behind them: an empty page means the end.
        for (;;) {
          const wanted = limit - page.length;
          let rows = 0;
          const began = from;
          for (const row of pages[direction].iterate(number, from, wanted)) {
            rows++;
            from = position(row, "seq");
            const record = intactRecord(row);
            if (record === undefined) {
              onCorrupt(room, from);
              continue;
            }
            bytes += record.envelope.length;
            if (page.length > 0 && bytes > maxBytes) return inOrder(page, direction);
            page.push(record);
          }
          // A damaged index may lead in circles: then this page ends here.
          const onward = direction === "after" ? from > began : from < began;
          if (rows < wanted || page.length >= limit || !onward) return inOrder(page, direction);
        }
      }),

    rooms: (limit) =>
      attempt(() =>
        newest.all(limit).map((row) => ({
          room: idFromBytes("RoomId", blob(row, "room", 16)),
          bytes: integer(row, "bytes"),
          lastActive: integer(row, "last_active"),
        })),
      ),

    missing: (room, ids) =>
      attempt(() => {
        const number = numberOf(room);
        if (number === undefined) return ids;
        return ids.filter((id) => holds.get(number, idToBytes(id)) === undefined);
      }),

    close() {
      closed = true;
      db.close();
    },
  };
}

const inOrder = (page: LogRecord[], direction: "after" | "before"): LogRecord[] =>
  direction === "after" ? page : page.reverse();
