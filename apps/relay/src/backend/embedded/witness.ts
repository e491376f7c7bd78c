/**
 * The witness: a small file beside the database that remembers how far the database had come.
 *
 * A database file that was put back from a copy looks healthy but has forgotten entries whose
 * seqs members hold. So every commit raises `generation` in the database, and the witness, at most
 * {@link witnessMillis} later, notes the generation it saw, the epoch and the file's inode. At start
 * the log keeps its epoch only if the same file is at least as far as the witness says.
 *
 * Two limits: a copy put back into the same file that is less than a second older than the last
 * commit is not noticed; nor is a whole machine rolled back together with both files. Members
 * notice those themselves, by a cursor beyond the head.
 *
 * The witness is a SQLite file of its own, held under an exclusive lock while the relay runs: that
 * makes its update atomic, and keeps a second relay away from the database.
 */
import { existsSync, rmSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { err, ok, type Result, toHex } from "@festival-chat/protocol/wire";
import { blob, integer, text } from "./columns.ts";
import { ownerOnly } from "./owner-only.ts";

/** How far the witness may lag behind the database: one small write a second at most. */
export const witnessMillis = 1_000;

export interface Progress {
  readonly logEpoch: Uint8Array;
  /** Commits so far. */
  readonly generation: number;
  /** Which file this is (device and inode). */
  readonly file: string;
}

export interface Witness {
  /** What was noted last, or undefined when there is nothing to compare with. */
  readonly noted: Progress | undefined;
  note(progress: Progress): void;
  close(): void;
}

/** Names the file at `path`, so that another file in its place is noticed. */
export function fileIdentity(path: string): string {
  const { dev, ino } = statSync(path, { bigint: true });
  return `${dev}:${ino}`;
}

/** Why the log needs a new epoch, or undefined when it goes on where it was. */
export function rollbackReason(found: Progress, noted: Progress | undefined): string | undefined {
  if (noted === undefined) return "no witness file beside the database";
  if (toHex(noted.logEpoch) !== toHex(found.logEpoch)) return "the witness saw another log";
  if (noted.file !== found.file) return "the database is another file than before";
  if (noted.generation > found.generation) return "the database is older than before";
  return undefined;
}

/**
 * Opens and locks the witness of the database at `databasePath`.
 * @returns an error sentence when another process holds it
 */
export function openWitness(databasePath: string): Result<Witness, string> {
  const path = `${databasePath}.witness`;
  let db = new DatabaseSync(path);
  try {
    prepare(db);
  } catch (thrown) {
    db.close();
    if (isBusy(thrown)) {
      return err(
        "Another relay is using this database: stop it first, or give this one a database of its own.",
      );
    }
    // An unreadable witness proves nothing: begin a new one, and with it a new epoch.
    for (const file of [path, `${path}-journal`]) if (existsSync(file)) rmSync(file);
    db = new DatabaseSync(path);
    prepare(db);
  }
  ownerOnly(path);
  const noted = readNoted(db);
  const replace = db.prepare("INSERT OR REPLACE INTO witness VALUES (1, ?, ?, ?)");
  return ok({
    noted,
    note: ({ logEpoch, generation, file }) => void replace.run(logEpoch, generation, file),
    close: () => db.close(),
  });
}

function prepare(db: DatabaseSync): void {
  db.exec(
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL",
  );
  // In exclusive mode the lock of the first write stays until the connection closes.
  db.exec("BEGIN EXCLUSIVE");
  db.exec(
    `CREATE TABLE IF NOT EXISTS witness (one INTEGER PRIMARY KEY CHECK (one = 1),
      log_epoch BLOB NOT NULL, generation INTEGER NOT NULL, file TEXT NOT NULL) STRICT`,
  );
  db.prepare("SELECT * FROM witness").all();
  db.exec("COMMIT");
}

function readNoted(db: DatabaseSync): Progress | undefined {
  const row = db.prepare("SELECT * FROM witness").get();
  if (row === undefined) return undefined;
  return {
    logEpoch: blob(row, "log_epoch", 8),
    generation: integer(row, "generation"),
    file: text(row, "file"),
  };
}

// SQLITE_BUSY: https://www.sqlite.org/rescode.html#busy
const isBusy = (thrown: unknown): boolean =>
  thrown instanceof Error && "errcode" in thrown && thrown.errcode === 5;
