/** The backend of a relay that is one process: SQLite on a local disk and a bus in memory. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import {
  idFromBytes,
  idToBytes,
  type Millis,
  ok,
  type Result,
  type RoomId,
  type Seq,
} from "@festival-chat/protocol/wire";
import type { Backend, Entry, RoomLog, StorageError } from "../backend.ts";
import { createLocalBus } from "../bus.ts";
import { DatabaseRefused } from "./database-refused.ts";
import { openReader, type Reader } from "./reader.ts";
import type { Totals, WriterReport, WriterSettings } from "./write-messages.ts";
import { createWriteQueue, type WriteQueue } from "./write-queue.ts";

/** Something an operator should know; for the relay's log and metrics. */
export type BackendEvent =
  /** A damaged entry was met and is being removed, so that members can bring it again. */
  | { readonly kind: "corrupt"; readonly room: RoomId; readonly seq: Seq }
  /** The database was restored or rolled back: members will compare and bring what is missing. */
  | { readonly kind: "new-epoch"; readonly why: string }
  /** The writer thread died: reads go on, appends are refused, the process should restart. */
  | { readonly kind: "writer-stopped"; readonly what: string };

export interface SqliteBackendOptions {
  /** The database file; `.witness`, `-wal` and `-shm` files appear beside it. */
  readonly path: string;
  readonly now?: () => Millis;
  readonly onEvent?: (event: BackendEvent) => void;
  /** Ceiling of the database file: appends are refused before the disk itself is full. */
  readonly maxFileBytes?: number;
  /** Envelope bytes that may wait for the disk (default 32 MiB: seconds of a slow card's writing). */
  readonly maxWaitingBytes?: number;
}

/**
 * Opens or creates the database.
 * @throws DatabaseRefused (as a rejection) when durability cannot be promised here
 */
export async function openSqliteBackend(options: SqliteBackendOptions): Promise<Backend> {
  const { path, now = Date.now, onEvent = () => {}, maxFileBytes } = options;
  mkdirSync(dirname(path), { recursive: true });
  const workerData: WriterSettings = { path, maxFileBytes };
  const worker = new Worker(new URL("./writer-thread.ts", import.meta.url), { workerData });
  const ready = await firstReport(worker);

  const listeners = new Set<(entries: readonly Entry[]) => void>();
  const queue = createWriteQueue({
    now,
    post: (request, transfer) => worker.postMessage(request, transfer),
    onCommit(entries) {
      for (const listener of listeners) listener(entries);
    },
    maxWaitingBytes: options.maxWaitingBytes ?? 32 * 1024 * 1024,
  });

  let corrupt = 0;
  // A damaged row is reported once, until the writer has removed it.
  const quarantined = new Set<string>();
  const opened = openReader(path, (room, seq) => {
    const key = `${room}:${seq}`;
    if (quarantined.has(key)) return;
    quarantined.add(key);
    corrupt++;
    onEvent({ kind: "corrupt", room, seq });
    void queue
      .remove({ kind: "quarantine", room: idToBytes(room), seq })
      .then((removed) => removed.ok && quarantined.delete(key));
  });
  if (!opened.ok) {
    await worker.terminate();
    throw new DatabaseRefused(opened.error);
  }

  let totals: Totals = ready.totals;
  let closing = false;
  worker.on("message", (report: WriterReport) => {
    if (report.kind !== "ended") return;
    totals = report.totals;
    queue.ended(report.answers);
  });
  let died = "it exited";
  worker.on("error", (thrown) => (died = String(thrown)));
  worker.on("exit", () => {
    const what = `the writer thread stopped: ${died}`;
    if (!closing) onEvent({ kind: "writer-stopped", what });
    queue.stop(closing ? "the log is closed" : what);
  });
  if (ready.newEpoch !== undefined) onEvent({ kind: "new-epoch", why: ready.newEpoch });

  async function close(): Promise<void> {
    if (closing) return;
    closing = true;
    const exited = new Promise((resolve) => worker.once("exit", resolve));
    await queue.close();
    await exited;
    reader.close();
    listeners.clear();
  }

  const reader = opened.value;
  const log = createLog({
    ready,
    reader,
    queue,
    listeners,
    close,
    stats: () => ({ ...totals, corrupt }),
  });
  return { log, bus: createLocalBus() };
}

type Ready = Extract<WriterReport, { readonly kind: "ready" }>;

function createLog(parts: {
  readonly ready: Ready;
  readonly reader: Reader;
  readonly queue: WriteQueue;
  readonly listeners: Set<(entries: readonly Entry[]) => void>;
  readonly close: RoomLog["close"];
  readonly stats: RoomLog["stats"];
}): RoomLog {
  const { ready, reader, queue, listeners, close, stats } = parts;
  return {
    relay: idFromBytes("RelayId", ready.relay),
    logEpoch: idFromBytes("LogEpoch", ready.logEpoch),
    putRoom: (room, certificate) => queue.putRoom(room, certificate),
    certificate: async (room) => reader.certificate(room),
    extent: async (room) => reader.extent(room),
    append: (room, id, envelope) => queue.append(room, id, envelope),
    read: async (room, direction, seq, limit, maxBytes) =>
      reader.read(room, direction, seq, limit, maxBytes),
    missing: async (room, ids) => reader.missing(room, ids),
    tail(onCommit) {
      const listener = (entries: readonly Entry[]) => onCommit(entries);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    trim: (before, limit) => queue.remove({ kind: "trim", before, limit }),
    trimToSize: (maxBytes, limit) => queue.remove({ kind: "trimToSize", maxBytes, limit }),
    rooms: async (limit) => reader.rooms(limit),
    removeRoom: (room) => removeRoom(queue, room),
    stats,
    close,
  };
}

/** Entries removed in one transaction: other writes get their turn between two. */
const removeSlice = 500;

async function removeRoom(queue: WriteQueue, id: RoomId): Promise<Result<number, StorageError>> {
  const room = idToBytes(id);
  for (let removed = 0; ;) {
    const slice = await queue.remove({ kind: "removeRoom", room, limit: removeSlice });
    if (!slice.ok) return slice;
    removed += slice.value;
    if (slice.value < removeSlice) return ok(removed);
  }
}

/** Waits until the writer has prepared the database. */
async function firstReport(worker: Worker): Promise<Ready> {
  const report = await new Promise<WriterReport>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  if (report.kind === "ready") return report;
  await worker.terminate();
  throw report.kind === "refused"
    ? new DatabaseRefused(report.why, { passing: report.passing })
    : new DatabaseRefused("The writer thread did not begin properly.");
}
