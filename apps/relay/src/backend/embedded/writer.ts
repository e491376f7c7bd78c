/**
 * The one writer of the database: one transaction per call.
 *
 * Every call either commits as a whole or changes nothing and answers "failed": a full disk costs
 * the entries of that group, and the next group tries again. Nothing is cached between
 * transactions except the totals, so there is nothing to repair after a failure.
 */
import type { DatabaseSync } from "node:sqlite";
import { createGroupWrite, type GroupRequest } from "./group-write.ts";
import { type MetaDraft, readMeta } from "./meta-row.ts";
import { createRemovals } from "./removals.ts";
import { storageFault } from "./storage-fault.ts";
import type { Totals, WriteAnswer } from "./write-messages.ts";

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

/** A writer over a database that was migrated. The caller owns and closes the connection. */
export function createWriter(db: DatabaseSync): Writer {
  const groupWrite = createGroupWrite(db);
  const removals = createRemovals(db);
  const saveMeta = db.prepare(
    "UPDATE meta SET generation = ?, rooms = ?, entries = ?, bytes = ?, floor = ?",
  );
  let meta = readMeta(db);

  /** Runs `work` in a transaction with its own copy of the totals. @returns why it failed, as text */
  function transaction<T extends object>(work: (draft: MetaDraft) => T): T | string {
    const draft = { ...meta, generation: meta.generation + 1 };
    try {
      db.exec("BEGIN IMMEDIATE");
      const answer = work(draft);
      saveMeta.run(draft.generation, draft.rooms, draft.entries, draft.bytes, draft.floor);
      db.exec("COMMIT");
      meta = draft;
      return answer;
    } catch (thrown) {
      // SQLite has rolled back by itself after some errors (full, I/O): then this would be one more.
      if (db.isTransaction) db.exec("ROLLBACK");
      return storageFault(thrown).what;
    }
  }

  const failed = (what: string): WriteAnswer => ({ kind: "failed", what });

  function remove(work: (draft: MetaDraft) => number): WriteAnswer {
    const answer = transaction((draft): WriteAnswer => ({ kind: "removed", entries: work(draft) }));
    return typeof answer === "string" ? failed(answer) : answer;
  }

  return {
    group(requests) {
      const answers = transaction((draft) => groupWrite(requests, draft));
      return typeof answers === "string" ? requests.map(() => failed(answers)) : answers;
    },
    trim: (before, limit) => remove((draft) => removals.before(before, limit, draft)),
    trimToSize: (maxBytes, limit) =>
      meta.bytes <= maxBytes
        ? { kind: "removed", entries: 0 }
        : remove((draft) => removals.fromLargest(maxBytes, limit, draft)),
    removeRoom: (room, limit) => remove((draft) => removals.room(room, limit, draft)),
    quarantine: (room, seq) => remove((draft) => removals.damaged(room, seq, draft)),
    checkpoint: () => db.exec("PRAGMA wal_checkpoint(TRUNCATE)"),
    totals: () => ({ rooms: meta.rooms, entries: meta.entries, bytes: meta.bytes }),
    generation: () => meta.generation,
  };
}
