/**
 * Store in a SQLite file: what the command line keeps between runs.
 *
 * Commits are synchronous inside: when `commit` returns, the changes are on disk (WAL with
 * synchronous=FULL flushes at every commit), so a killed process loses nothing it was told is kept.
 */
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { err, ok } from "@festival-chat/protocol/wire";
import type { Result } from "@festival-chat/protocol/wire";
import type { Store, StoreChange, StoreError } from "../ports.ts";
import {
  entryColumns,
  entryToRow,
  readRows,
  roomColumns,
  roomToRow,
  rowToEntry,
  rowToRoom,
} from "../store/rows.ts";

const SCHEMA_VERSION = 1;

// Times are REAL because Millis may carry a fraction; everything else is exact.
const schema = `
  CREATE TABLE room (
    room TEXT PRIMARY KEY, root BLOB NOT NULL, deviceSecret BLOB NOT NULL, hostSecret BLOB,
    expectedHost BLOB, hostKey BLOB, cardVersion INTEGER, card BLOB, cardSignature BLOB,
    myName TEXT, confirmed INTEGER NOT NULL, spoken INTEGER NOT NULL, logEpoch TEXT,
    cursorSeq INTEGER, earliest INTEGER, addedAt REAL NOT NULL, openedAt REAL NOT NULL
  ) STRICT;
  CREATE TABLE entry (
    position INTEGER PRIMARY KEY AUTOINCREMENT, room TEXT NOT NULL, id TEXT NOT NULL,
    envelope BLOB NOT NULL, seq INTEGER, receivedAt REAL, arrivedAt REAL NOT NULL,
    mine INTEGER NOT NULL, waiting INTEGER NOT NULL, refused INTEGER, UNIQUE (room, id)
  ) STRICT;
  CREATE INDEX entryByRoom ON entry (room);
  CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** An upsert that keeps the row, and with it the position in order of arrival. */
const upsert = (table: string, columns: readonly string[], key: string): string =>
  `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map((c) => `$${c}`).join(", ")})
   ON CONFLICT (${key}) DO UPDATE SET ${columns.map((c) => `${c} = excluded.${c}`).join(", ")}`;

/**
 * Opens or creates the file at `path`, readable by its owner only, with its folder.
 * Errors: denied when it cannot be opened, is no database or was written by a newer version.
 */
export function createSqliteStore(options: {
  readonly path: string;
  /** Most pages of 4 KiB the file may grow to; as much as the disk holds unless given. */
  readonly maxPages?: number;
}): Result<Store, StoreError> {
  try {
    mkdirSync(dirname(options.path), { recursive: true, mode: 0o700 });
    // Room secrets: created here, because SQLite would let everybody read. Its WAL takes the same mode.
    closeSync(openSync(options.path, "a", 0o600));
  } catch (cause) {
    return err({ kind: "denied", what: text(cause) });
  }
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(options.path, { timeout: 5_000 });
    if (options.maxPages !== undefined) {
      database.exec(`PRAGMA max_page_count = ${Math.trunc(options.maxPages)}`);
    }
    return ok(storeOver(prepare(database)));
  } catch (cause) {
    if (database?.isOpen === true) database.close();
    const error = toStoreError(cause);
    return err(error.kind === "full" ? error : { kind: "denied", what: error.what });
  }
}

function prepare(database: DatabaseSync): DatabaseSync {
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA mmap_size = 0");
  database.exec("PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF");
  database.exec("BEGIN IMMEDIATE");
  const version = database.prepare("PRAGMA user_version").get()?.["user_version"];
  if (version === 0) database.exec(schema);
  else if (version !== SCHEMA_VERSION) throw new Error(`schema version ${version} is newer`);
  database.exec("COMMIT");
  return database;
}

function storeOver(database: DatabaseSync): Store {
  const selectRooms = database.prepare(`SELECT ${roomColumns.join(", ")} FROM room ORDER BY rowid`);
  const selectEntries = database.prepare(
    `SELECT ${entryColumns.join(", ")} FROM entry WHERE room = ? ORDER BY position`,
  );
  const selectSetting = database.prepare("SELECT value FROM setting WHERE key = ?");
  const putRoom = database.prepare(upsert("room", roomColumns, "room"));
  const putEntry = database.prepare(upsert("entry", entryColumns, "room, id"));
  const putSetting = database.prepare(upsert("setting", ["key", "value"], "key"));
  const deleteRoom = database.prepare("DELETE FROM room WHERE room = ?");
  const deleteEntries = database.prepare("DELETE FROM entry WHERE room = ?");
  const deleteEntry = database.prepare("DELETE FROM entry WHERE room = ? AND id = ?");
  // An id is hex: nothing in it means anything to LIKE.
  const deleteSettings = database.prepare("DELETE FROM setting WHERE key LIKE ?");

  const apply = (change: StoreChange): void => {
    switch (change.kind) {
      case "putRoom":
        putRoom.run(roomToRow(change.room) satisfies Record<string, SQLInputValue>);
        return;
      case "putEntry":
        putEntry.run(entryToRow(change.entry) satisfies Record<string, SQLInputValue>);
        return;
      case "removeRoom":
        deleteRoom.run(change.room);
        deleteEntries.run(change.room);
        deleteSettings.run(`%/${change.room}`);
        return;
      case "removeEntry":
        deleteEntry.run(change.room, change.id);
        return;
      case "putSetting":
        putSetting.run({ key: change.key, value: change.value });
    }
  };
  const answer = <T>(work: () => Result<T, "bad-row">): Promise<Result<T, StoreError>> => {
    if (!database.isOpen) return Promise.resolve(err({ kind: "failed", what: "store is closed" }));
    try {
      const result = work();
      return Promise.resolve(
        result.ok ? result : err({ kind: "failed", what: "a row is unreadable" }),
      );
    } catch (cause) {
      return Promise.resolve(err(toStoreError(cause)));
    }
  };

  return {
    durable: true,
    rooms: () => answer(() => readRows(selectRooms.all(), rowToRoom)),
    entries: (room, newest = Number.POSITIVE_INFINITY) =>
      answer(() => readRows(selectEntries.all(room).slice(-newest), rowToEntry)),
    setting: (key) =>
      answer(() => {
        const value = selectSetting.get(key)?.["value"];
        return ok(typeof value === "string" ? value : undefined);
      }),
    commit: (changes) =>
      answer(() => {
        if (changes.length === 0) return ok(undefined);
        database.exec("BEGIN IMMEDIATE");
        try {
          for (const change of changes) apply(change);
          database.exec("COMMIT");
        } catch (cause) {
          // A full disk makes SQLite roll back by itself.
          if (database.isTransaction) database.exec("ROLLBACK");
          throw cause;
        }
        return ok(undefined);
      }),
    close() {
      if (database.isOpen) database.close();
      return Promise.resolve();
    },
  };
}

/** Primary result codes of SQLite (sqlite.org/rescode.html). */
const SQLITE = { readOnly: 8, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 } as const;

function toStoreError(cause: unknown): StoreError {
  const what = text(cause);
  const extended = cause instanceof Error && "errcode" in cause ? cause.errcode : undefined;
  switch (typeof extended === "number" ? extended & 0xff : undefined) {
    case SQLITE.full:
      return { kind: "full", what };
    case SQLITE.readOnly:
    case SQLITE.corrupt:
    case SQLITE.cannotOpen:
    case SQLITE.notADatabase:
      return { kind: "denied", what };
    case undefined:
    default:
      return { kind: "failed", what };
  }
}

const text = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
