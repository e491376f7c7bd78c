/**
 * What organisers are, did and decided: a SQLite file of its own, beside the log.
 *
 * On the main thread: organisers act a few times an hour, and each write is one flush of the disk.
 * The command line may write while the relay runs; neither keeps rows in memory that the other changes.
 */
import { chmodSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { err, ok, type Result } from "@festival-chat/protocol/wire";
import { DatabaseRefused } from "../backend/embedded/database-refused.ts";
import { integer } from "../backend/embedded/columns.ts";
import { isPassing, storageFault } from "../backend/embedded/storage-fault.ts";
import type { StorageError } from "../backend/backend.ts";

/** The file's name in a data directory. */
export const organiserFile = "organiser.sqlite";

/** Numbered by `PRAGMA user_version`; one that was released is never edited. */
const migrations: readonly string[] = [
  `
  CREATE TABLE organisers (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    token BLOB NOT NULL UNIQUE CHECK (length(token) = 32),
    added_at INTEGER NOT NULL,
    last_sign_in_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE passkeys (
    id TEXT PRIMARY KEY,
    organiser TEXT NOT NULL REFERENCES organisers (name) ON DELETE CASCADE,
    label TEXT NOT NULL,
    public_key BLOB NOT NULL,
    sign_count INTEGER NOT NULL,
    added_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE audit (
    n INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
  ) STRICT;
  CREATE TABLE room_powers (
    tag TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    slow_seconds INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE bans (device TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
  CREATE TABLE open_rooms (
    place INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    link TEXT NOT NULL UNIQUE,
    closed INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE settings (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
  CREATE TABLE successions (
    n INTEGER PRIMARY KEY,
    key BLOB NOT NULL CHECK (length(key) = 32),
    next BLOB NOT NULL CHECK (length(next) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64)
  ) STRICT;
  CREATE TABLE announcements (
    id TEXT PRIMARY KEY,
    key BLOB NOT NULL,
    signature BLOB NOT NULL,
    statement BLOB NOT NULL,
    sent INTEGER NOT NULL,
    reached INTEGER NOT NULL,
    opened INTEGER NOT NULL,
    help INTEGER NOT NULL
  ) STRICT;
  `,
];

/**
 * Opens or creates the file.
 * @throws Error when it cannot be used, with what to do
 */
export function openOrganiserDatabase(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    chmodSync(path, 0o600);
    db.exec(
      `PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
       PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
       PRAGMA mmap_size = 0;`,
    );
    db.exec("BEGIN IMMEDIATE");
    const version = integer(db.prepare("PRAGMA user_version").get(), "user_version");
    if (version > migrations.length) {
      throw new Error(`it has schema ${version} and this relay knows ${migrations.length}`);
    }
    for (const [index, migration] of migrations.entries()) if (index >= version) db.exec(migration);
    db.exec(`PRAGMA user_version = ${migrations.length}; COMMIT;`);
    return db;
  } catch (thrown) {
    db.close();
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new DatabaseRefused(
      `${path} cannot be used (${why}): restore it from a backup, or remove it and add the organisers anew.`,
      { cause: thrown, passing: isPassing(thrown) },
    );
  }
}

/** Runs `work` in one transaction; a fault of the disk is a value, and then nothing was changed. */
export function write<T>(db: DatabaseSync, work: () => T): Result<T, StorageError> {
  try {
    db.exec("BEGIN IMMEDIATE");
    const value = work();
    db.exec("COMMIT");
    return ok(value);
  } catch (thrown) {
    // SQLite has rolled back by itself after some errors (full, I/O): then this would be one more.
    if (db.isTransaction) db.exec("ROLLBACK");
    return err(storageFault(thrown));
  }
}
