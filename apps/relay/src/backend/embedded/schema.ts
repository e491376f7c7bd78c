/**
 * The database's tables, as numbered migrations: `PRAGMA user_version` counts those applied.
 * A migration that was released is never edited; a change is a new one at the end.
 */
import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { err, ok, type Result } from "@festival-chat/protocol/wire";
import { integer } from "./columns.ts";

/**
 * `entries` is a rowid table: in measurements it took 1.4 times as many appends per second as
 * WITHOUT ROWID, because random ids move only the small unique index and not the envelopes.
 * Rooms have a number, so that both indexes stay small. Cards (2 KiB) live apart from the row that
 * changes with every append. `meta.generation` counts commits: see witness.ts. `meta.floor` is the
 * highest head of a removed room: rooms begin above it, so no (log_epoch, seq) names two entries.
 * `rooms.bytes` counts envelope bytes, so that retention by size finds the largest room.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE meta (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    relay BLOB NOT NULL CHECK (length(relay) = 8),
    log_epoch BLOB NOT NULL CHECK (length(log_epoch) = 8),
    generation INTEGER NOT NULL,
    rooms INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    floor INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE rooms (
    number INTEGER PRIMARY KEY,
    room BLOB NOT NULL UNIQUE CHECK (length(room) = 16),
    created INTEGER NOT NULL,
    last_active INTEGER NOT NULL,
    head INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE certificates (
    room INTEGER PRIMARY KEY REFERENCES rooms (number) ON DELETE CASCADE,
    host_key BLOB NOT NULL,
    version INTEGER NOT NULL,
    card BLOB NOT NULL,
    signature BLOB NOT NULL
  ) STRICT;
  CREATE TABLE entries (
    place INTEGER PRIMARY KEY,
    room INTEGER NOT NULL REFERENCES rooms (number),
    seq INTEGER NOT NULL,
    id BLOB NOT NULL,
    prev INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    envelope BLOB NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (room, seq),
    UNIQUE (room, id)
  ) STRICT;
  CREATE INDEX entries_by_arrival ON entries (received_at);
  `,
  `
  ALTER TABLE rooms ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
  UPDATE rooms SET bytes =
    (SELECT coalesce(sum(length(envelope)), 0) FROM entries WHERE entries.room = rooms.number);
  `,
];

/**
 * Brings the database to the newest schema.
 * @returns whether it was empty before, or why it cannot be used
 */
export function migrate(db: DatabaseSync): Result<{ readonly fresh: boolean }, string> {
  const version = integer(db.prepare("PRAGMA user_version").get(), "user_version");
  if (version > migrations.length) {
    return err(
      `The database has schema ${version} and this relay knows ${migrations.length}: ` +
        "start the newer relay that wrote it, or restore a backup from before the upgrade.",
    );
  }
  for (const [index, migration] of migrations.entries()) {
    if (index < version) continue;
    db.exec("BEGIN IMMEDIATE");
    db.exec(migration);
    if (index === 0) {
      db.prepare("INSERT INTO meta VALUES (1, ?, ?, 0, 0, 0, 0, 0)").run(
        randomBytes(8),
        randomBytes(8),
      );
    }
    db.exec(`PRAGMA user_version = ${index + 1}`);
    db.exec("COMMIT");
  }
  return ok({ fresh: version === 0 });
}
