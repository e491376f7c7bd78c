/**
 * A SQLite file beside the log, for what may be lost and comes again by itself.
 *
 * On the main thread: a write is some 50 us, because the file is flushed at checkpoints only. What a
 * power cut takes of it is renewed by use; the log's promises are another file's.
 */
import { chmodSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { DatabaseRefused } from "./backend/embedded/database-refused.ts";
import { integer } from "./backend/embedded/columns.ts";
import { isPassing } from "./backend/embedded/storage-fault.ts";

/**
 * Opens or creates the file.
 * @param migrations numbered by `PRAGMA user_version`; one that was released is never edited
 * @param loss what happens when the file is moved away, for whoever has to decide that
 * @throws Error when it cannot be used, with what to do
 */
export function openSideFile(
  path: string,
  migrations: readonly string[],
  loss: string,
): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    chmodSync(path, 0o600);
    db.exec(
      `PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
       PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 0;`,
    );
    const version = integer(db.prepare("PRAGMA user_version").get(), "user_version");
    if (version > migrations.length) {
      throw new Error(`it has schema ${version} and this relay knows ${migrations.length}`);
    }
    for (const [index, migration] of migrations.entries()) {
      if (index < version) continue;
      db.exec(`BEGIN IMMEDIATE; ${migration} PRAGMA user_version = ${index + 1}; COMMIT;`);
    }
    return db;
  } catch (thrown) {
    db.close();
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new DatabaseRefused(
      `${path} cannot be used (${why}): make space on the disk, check the file's owner, or move it away; ${loss}`,
      { cause: thrown, passing: isPassing(thrown) },
    );
  }
}
