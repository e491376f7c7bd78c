/** Databases in temporary folders for the SQLite tests. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Backend } from "../backend.ts";
import { type BackendEvent, openSqliteBackend, type SqliteBackendOptions } from "./sqlite.ts";

/** A folder with a database in it, and the backends that were opened on it. */
export interface DatabaseScene {
  readonly folder: string;
  readonly path: string;
  readonly clock: { now: number };
  readonly events: BackendEvent[];
  open(extra?: Partial<SqliteBackendOptions>): Promise<Backend>;
  /** Runs SQL on the file behind the relay's back. */
  tamper(sql: string): void;
  dispose(): Promise<void>;
}

export function databaseScene(): DatabaseScene {
  const folder = mkdtempSync(join(tmpdir(), "festival-backend-"));
  const path = join(folder, "relay.db");
  const clock = { now: 1_700_000_000_000 };
  const events: BackendEvent[] = [];
  const opened: Backend[] = [];
  return {
    folder,
    path,
    clock,
    events,
    async open(extra = {}) {
      const onEvent = (event: BackendEvent) => void events.push(event);
      const backend = await openSqliteBackend({ path, now: () => clock.now, onEvent, ...extra });
      opened.push(backend);
      return backend;
    },
    tamper(sql) {
      const db = new DatabaseSync(path);
      db.exec(`PRAGMA busy_timeout = 5000; ${sql}`);
      db.close();
    },
    async dispose() {
      await Promise.all(opened.map((backend) => backend.log.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
