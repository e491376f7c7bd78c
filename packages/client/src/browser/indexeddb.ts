/**
 * Store in IndexedDB.
 *
 * Hazards: opening may hang for ever (Safari after an update, blocked by another tab), so it has a
 * deadline; the browser may cut an open connection at any time, so every operation may have to open
 * a new one; and a transaction commits by itself as soon as it has no request, so everything inside
 * one is chained by request callbacks, never by promises of anything else.
 */
import { err, ok } from "@festival-chat/protocol/wire";
import type { Result, RoomId } from "@festival-chat/protocol/wire";
import type { Schedule } from "../link/schedule.ts";
import type { Store, StoreChange, StoredEntry, StoreError } from "../ports.ts";
import { entryToRow, readRows, roomToRow, rowToEntry, rowToRoom } from "../store/rows.ts";
import { pageSchedule } from "./clock.ts";
import { withDeadline } from "../deadline.ts";
import { completionOf, isCut, resultOf, toStoreError } from "./indexeddb-request.ts";

export interface IndexedDbStoreOptions {
  /** Undefined where the browser has none: everything is then answered denied. */
  readonly factory: IDBFactory | undefined;
  readonly name: string;
  readonly schedule?: Schedule;
  /** Opening takes milliseconds or for ever; this long is certainly for ever (G7). */
  readonly openMillis?: number;
  /**
   * A strict commit flushes the disk of a slow phone; one that takes longer has hung. Shorter than
   * the engine waits for it, so that its next try finds a new connection.
   */
  readonly operationMillis?: number;
}

const VERSION = 1;
const STORES = ["rooms", "entries", "settings"];

/**
 * Opens at the first use. If that fails or passes its deadline, the store is denied (or full, or
 * failed) for good, even if the browser answers later; a connection that is lost afterwards is
 * opened anew by the next operation.
 */
export function createIndexedDbStore(options: IndexedDbStoreOptions): Store {
  const { factory, name, schedule = pageSchedule } = options;
  const { openMillis = 3_000, operationMillis = 4_000 } = options;
  let connection: Promise<Result<IDBDatabase, StoreError>> | undefined;
  let current: IDBDatabase | undefined;
  let openedOnce = false;
  let closed = false;

  const connect = async (): Promise<Result<IDBDatabase, StoreError>> => {
    let late = false;
    const opened = await withDeadline(
      async () => {
        if (factory === undefined) throw new TypeError("no IndexedDB");
        const database = await openDatabase(factory, name);
        if (late) database.close();
        return database;
      },
      openMillis,
      schedule,
    );
    if (!opened.ok) {
      late = true;
      const { error } = opened;
      if (openedOnce) connection = undefined;
      if (error.kind === "threw") return err(toStoreError(error.cause));
      return err({ kind: openedOnce ? "failed" : "denied", what: "no answer" });
    }
    openedOnce = true;
    const database = opened.value;
    current = database;
    // The browser cut it, or a newer app in another tab wants to change the schema.
    for (const type of ["close", "versionchange"]) {
      database.addEventListener(type, () => drop(database));
    }
    return ok(database);
  };
  const drop = (database: IDBDatabase): void => {
    database.close();
    // Several operations may find the same connection cut, the last of them after a new one opened.
    if (database !== current) return;
    connection = undefined;
    current = undefined;
  };

  const run = async <T>(
    work: (database: IDBDatabase) => Promise<T>,
    retry = true,
  ): Promise<Result<T, StoreError>> => {
    if (closed) return err({ kind: "failed", what: "store is closed" });
    connection ??= connect();
    const opened = await connection;
    if (!opened.ok) return opened;
    const done = await withDeadline(() => work(opened.value), operationMillis, schedule);
    if (done.ok) return done;
    if (done.error.kind === "late") {
      drop(opened.value);
      return err({ kind: "failed", what: "no answer" });
    }
    if (!isCut(done.error.cause)) return err(toStoreError(done.error.cause));
    drop(opened.value);
    // Every change is idempotent, so it does not matter whether the cut one came through.
    return retry ? run(work, false) : err(toStoreError(done.error.cause));
  };
  const read = async <T>(
    work: (database: IDBDatabase) => Promise<Result<T, "bad-row">>,
  ): Promise<Result<T, StoreError>> => {
    const rows = await run(work);
    if (!rows.ok) return rows;
    return rows.value.ok ? rows.value : err({ kind: "failed", what: "a row is unreadable" });
  };
  const storeOf = (database: IDBDatabase, store: string): IDBObjectStore =>
    database.transaction(store).objectStore(store);

  return {
    durable: true,
    rooms: () =>
      read(async (database) =>
        readRows(await resultOf(storeOf(database, "rooms").getAll()), rowToRoom),
      ),
    async entries(room, newest) {
      if (newest !== undefined) {
        return read(async (database) =>
          readRows(await lastRows(storeOf(database, "entries"), room, newest), rowToEntry),
        );
      }
      const found: Positioned[] = [];
      for (;;) {
        // A few at a time: the page goes on meanwhile, and so does whoever wants to store something.
        const some = await read((database) =>
          rowsAfter(storeOf(database, "entries"), room, found.at(-1)?.entry.id ?? ""),
        );
        if (!some.ok) return some;
        found.push(...some.value);
        if (some.value.length < rowsAtOnce) break;
      }
      // The primary key is the order of arrival.
      return ok(found.sort((a, b) => a.position - b.position).map(({ entry }) => entry));
    },
    setting: (key) =>
      run(async (database) => {
        const value: unknown = await resultOf(storeOf(database, "settings").get(key));
        return typeof value === "string" ? value : undefined;
      }),
    commit: (changes) => run((database) => write(database, changes)),
    async close() {
      closed = true;
      const opened = await connection;
      if (opened?.ok === true) opened.value.close();
    },
  };
}

/** Rows that are read at once: some milliseconds of a slow phone. */
const rowsAtOnce = 256;

interface Positioned {
  readonly entry: StoredEntry;
  readonly position: number;
}

/** The next rows of a room in the order of their ids, and where each stands. */
async function rowsAfter(
  entries: IDBObjectStore,
  room: RoomId,
  id: string,
): Promise<Result<readonly Positioned[], "bad-row">> {
  // Ids are hex: all of them are below "g".
  const range = IDBKeyRange.bound([room, id], [room, "g"], true);
  const index = entries.index("id");
  const [rows, positions] = await Promise.all([
    resultOf(index.getAll(range, rowsAtOnce)),
    resultOf(index.getAllKeys(range, rowsAtOnce)),
  ]);
  const read = readRows(rows, rowToEntry);
  if (!read.ok) return read;
  return ok(read.value.map((entry, i) => ({ entry, position: Number(positions[i]) })));
}

/** The rows of a room that arrived last, in order of arrival. */
function lastRows(entries: IDBObjectStore, room: RoomId, count: number): Promise<unknown[]> {
  const rows: unknown[] = [];
  // Equal index keys come in the order of the primary key.
  const request = entries.index("room").openCursor(room, "prev");
  return new Promise((resolve, reject) => {
    request.addEventListener("error", () => reject(request.error));
    request.addEventListener("success", () => {
      const cursor = request.result;
      if (cursor !== null) rows.unshift(cursor.value);
      if (cursor === null || rows.length >= count) resolve(rows);
      else cursor.continue();
    });
  });
}

async function openDatabase(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  const request = factory.open(name, VERSION);
  request.addEventListener("upgradeneeded", () => {
    const database = request.result;
    database.createObjectStore("rooms", { keyPath: "room" });
    const entries = database.createObjectStore("entries", { autoIncrement: true });
    entries.createIndex("room", "room");
    entries.createIndex("id", ["room", "id"], { unique: true });
    database.createObjectStore("settings");
  });
  return resultOf(request);
}

function write(database: IDBDatabase, changes: readonly StoreChange[]): Promise<void> {
  if (changes.length === 0) return Promise.resolve();
  // Strict: the default of most browsers lets the operating system flush some seconds later.
  const transaction = database.transaction(STORES, "readwrite", { durability: "strict" });
  const completed = completionOf(transaction);
  return new Promise((resolve, reject) => {
    completed.then(resolve, reject);
    const giveUp = (cause: unknown): void => {
      reject(cause);
      try {
        transaction.abort();
      } catch {
        // Already aborted by the error that brought us here.
      }
    };
    applyFrom(transaction, changes, 0, giveUp);
  });
}

/**
 * Issues the changes from index `start`. Entries that are not the same are looked up together; a
 * change that depends on a look-up waits for it, so changes take effect in their order.
 */
function applyFrom(
  transaction: IDBTransaction,
  changes: readonly StoreChange[],
  start: number,
  giveUp: (cause: unknown) => void,
): void {
  const rooms = transaction.objectStore("rooms");
  const entries = transaction.objectStore("entries");
  const settings = transaction.objectStore("settings");
  const lookedUp = new Set<string>();
  let next = start;
  const afterLookup = <T>(request: IDBRequest<T>, act: (found: T) => void): void => {
    request.addEventListener("success", () => {
      try {
        act(request.result);
        pending -= 1;
        if (pending === 0) applyFrom(transaction, changes, next, giveUp);
      } catch (cause) {
        giveUp(cause);
      }
    });
  };
  let pending = 0;

  try {
    for (; next < changes.length; next++) {
      const change = changes[next];
      if (change === undefined) return;
      if (change.kind === "putEntry" || change.kind === "removeEntry") {
        const { room, id } = change.kind === "putEntry" ? change.entry : change;
        if (lookedUp.has(room + id)) return;
        lookedUp.add(room + id);
        const row = change.kind === "putEntry" ? entryToRow(change.entry) : undefined;
        pending += 1;
        afterLookup(entries.index("id").getKey([room, id]), (position) => {
          if (row === undefined) return position !== undefined && entries.delete(position);
          return position === undefined ? entries.add(row) : entries.put(row, position);
        });
        continue;
      }
      if (pending > 0) return;
      if (change.kind === "putRoom") rooms.put(roomToRow(change.room));
      else if (change.kind === "putSetting") settings.put(change.value, change.key);
      else {
        rooms.delete(change.room);
        pending += 2;
        next += 1;
        afterLookup(settings.getAllKeys(), (keys) => {
          const ending = `/${change.room}`;
          for (const key of keys) if (String(key).endsWith(ending)) settings.delete(key);
        });
        afterLookup(entries.index("room").getAllKeys(change.room), (positions) => {
          for (const position of positions) entries.delete(position);
        });
        return;
      }
    }
    // By itself it would wait until this page has heard of every change: a page that closes now, would not.
    if (pending === 0) transaction.commit();
  } catch (cause) {
    giveUp(cause);
  }
}
