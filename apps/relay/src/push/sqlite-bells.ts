/** Bells in a SQLite file of their own, beside the log: phones renew them when the app is opened. */
import {
  err,
  idFromBytes,
  idToBytes,
  ok,
  type Result,
  type RingMode,
} from "@festival-chat/protocol/wire";
import type { StorageError } from "../backend/backend.ts";
import { blob, DamagedRow, integer, text } from "../backend/embedded/columns.ts";
import { storageFault } from "../backend/embedded/storage-fault.ts";
import { openSideFile } from "../side-file.ts";
import type { Bell, BellBounds, Bells } from "./bells.ts";

/** Numbered by `PRAGMA user_version`; one that was released is never edited. */
const migrations: readonly string[] = [
  `
  CREATE TABLE bells (
    room BLOB NOT NULL CHECK (length(room) = 16),
    device BLOB NOT NULL CHECK (length(device) = 8),
    mode INTEGER NOT NULL,
    endpoint TEXT NOT NULL,
    key BLOB NOT NULL,
    auth BLOB NOT NULL,
    put_at INTEGER NOT NULL,
    PRIMARY KEY (room, device)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX bells_by_endpoint ON bells (endpoint);
  CREATE INDEX bells_by_age ON bells (put_at);
  `,
];

const modes: readonly RingMode[] = ["all", "mentions"];

/**
 * Opens or creates the file.
 * @throws Error when it cannot be used, with what to do
 */
export function openSqliteBells(path: string, bounds: BellBounds): Bells {
  const db = openSideFile(path, migrations, "phones subscribe anew when the app is opened.");
  const countAll = db.prepare("SELECT count(*) AS n FROM bells");
  const countRoom = db.prepare("SELECT count(*) AS n FROM bells WHERE room = ?");
  const find = db.prepare("SELECT * FROM bells WHERE room = ? AND device = ?");
  const insert = db.prepare("INSERT OR REPLACE INTO bells VALUES (?, ?, ?, ?, ?, ?, ?)");
  const removeOne = db.prepare("DELETE FROM bells WHERE room = ? AND device = ?");
  const forgetAll = db.prepare("DELETE FROM bells WHERE endpoint = ?");
  const pageAfter = db.prepare(
    "SELECT * FROM bells WHERE room = ? AND device > ? ORDER BY device LIMIT ?",
  );
  const endpointsAfter = db.prepare(
    "SELECT * FROM bells WHERE endpoint > ? GROUP BY endpoint ORDER BY endpoint LIMIT ?",
  );
  const old = db.prepare(
    `DELETE FROM bells WHERE (room, device) IN
      (SELECT room, device FROM bells WHERE put_at < ? ORDER BY put_at LIMIT ?)`,
  );
  let count = integer(countAll.get(), "n");
  let closed = false;

  async function attempt<T>(act: () => T): Promise<Result<T, StorageError>> {
    if (closed) return err({ kind: "storage", what: "the bells are closed" });
    try {
      return ok(act());
    } catch (thrown) {
      return err(storageFault(thrown));
    }
  }
  /** Counts what went. */
  function gone(changes: number | bigint): number {
    count -= Number(changes);
    return Number(changes);
  }

  return {
    put: (room, bell, at) =>
      attempt(() => {
        const place = [idToBytes(room), idToBytes(bell.device)] as const;
        const known = find.get(...place) !== undefined;
        if (!known) {
          const here = integer(countRoom.get(place[0]), "n");
          if (here >= bounds.perRoom || count >= bounds.all) return "full";
        }
        const { mode, endpoint, key, auth } = bell;
        insert.run(...place, modes.indexOf(mode), endpoint, key, auth, at);
        if (!known) count++;
        return "kept";
      }),
    remove: (room, device) =>
      attempt(() => gone(removeOne.run(idToBytes(room), idToBytes(device)).changes) > 0),
    forget: (endpoint) => attempt(() => gone(forgetAll.run(endpoint).changes)),
    get: (room, device) =>
      attempt(() => {
        const row = find.get(idToBytes(room), idToBytes(device));
        return row === undefined ? undefined : bellOf(row);
      }),
    page: (room, after, limit) =>
      attempt(() => {
        const from = after === undefined ? new Uint8Array(0) : idToBytes(after);
        return pageAfter.all(idToBytes(room), from, limit).map(bellOf);
      }),
    everywhere: (after, limit) => attempt(() => endpointsAfter.all(after, limit).map(bellOf)),
    trim: (before, limit) => attempt(() => gone(old.run(before, limit).changes)),
    count: () => count,
    close() {
      if (closed) return;
      closed = true;
      db.close();
    },
  };
}

function bellOf(row: Readonly<Record<string, unknown>>): Bell {
  const mode = modes[integer(row, "mode")];
  if (mode === undefined) throw new DamagedRow("mode");
  return {
    device: idFromBytes("DeviceTag", blob(row, "device", 8)),
    mode,
    endpoint: text(row, "endpoint"),
    key: blob(row, "key", 65),
    auth: blob(row, "auth", 16),
  };
}
