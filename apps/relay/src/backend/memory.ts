/**
 * A backend that lives in memory: for tests and for simulation.
 *
 * Deterministic: time, randomness and the moment of a commit are handed in. What a crash would
 * lose, {@link MemoryBackend.kill} loses; what a disk would keep, its snapshot keeps.
 */
import {
  type Certificate,
  type EnvelopeId,
  err,
  idFromBytes,
  type LogEpoch,
  type LogRecord,
  type Millis,
  ok,
  type RelayId,
  toSeq,
} from "@festival-chat/protocol/wire";
import type { Appended, Backend, Entry, RoomLog } from "./backend.ts";
import { createLocalBus } from "./bus.ts";
import { createMemoryRooms, type MemoryRooms } from "./memory-rooms.ts";

/** What survives a crash. Immutable: one snapshot may start many backends. */
export interface MemorySnapshot {
  readonly relay: RelayId;
  readonly logEpoch: LogEpoch;
  readonly rooms: MemoryRooms;
}

export interface MemoryBackend extends Backend {
  /** The next `count` commits fail, each with everything that waits for it, and change nothing. */
  failNextCommits(count: number, what?: string): void;
  /** A copy of what is committed, as a backup would hold it. */
  snapshot(): MemorySnapshot;
  /**
   * Power cut: what was not committed is gone, its promises never settle, listeners hear nothing
   * more. @returns what a disk would still hold
   */
  kill(): MemorySnapshot;
}

export interface MemoryBackendOptions {
  readonly now: () => Millis;
  /** Random bytes of this length. */
  readonly random: (length: number) => Uint8Array;
  /** Starts from this instead of empty. */
  readonly from?: MemorySnapshot;
  /** `from` is an older copy that was put back: the log gets a new epoch. */
  readonly restored?: boolean;
  /** Runs a group commit later; the next microtask unless told otherwise. */
  readonly defer?: (commit: () => void) => void;
}

/** One change that waits for the next commit. `apply` runs only if that commit succeeds. */
interface Waiting {
  apply(entries: Entry[]): () => void;
  refuse(what: string): void;
}

/** A log and a bus in memory. */
export function createMemoryBackend(options: MemoryBackendOptions): MemoryBackend {
  const { now, random, from, restored = false, defer = queueMicrotask } = options;
  const relay = from?.relay ?? idFromBytes("RelayId", random(8));
  const keptEpoch = restored ? undefined : from?.logEpoch;
  const logEpoch = keptEpoch ?? idFromBytes("LogEpoch", random(8));
  const rooms = from?.rooms.copy() ?? createMemoryRooms();

  const listeners = new Set<(entries: readonly Entry[]) => void>();
  let waiting: Waiting[] = [];
  let failures = { count: 0, what: "" };
  let life: "running" | "killed" | "closed" = "running";

  function commit(): void {
    if (life === "killed") return;
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    if (failures.count > 0) {
      failures.count--;
      for (const change of group) change.refuse(failures.what);
      return;
    }
    const entries: Entry[] = [];
    const settles = group.map((change) => change.apply(entries));
    if (entries.length > 0) for (const listener of listeners) listener(entries);
    for (const settle of settles) settle();
  }

  /** Settles after the commit that carries `work`; an error means that nothing was changed. */
  function change<T>(work: (entries: Entry[]) => T) {
    return new Promise<ReturnType<typeof ok<T>> | ReturnType<typeof storage>>((resolve) => {
      if (life === "closed") return resolve(storage("the log is closed"));
      if (waiting.length === 0) defer(commit);
      waiting.push({
        apply(entries) {
          const value = work(entries);
          return () => resolve(ok(value));
        },
        refuse: (what) => resolve(storage(what)),
      });
    });
  }

  const look = <T>(find: () => T) =>
    life === "closed" ? storage("the log is closed") : ok(find());

  const log: RoomLog = {
    relay,
    logEpoch,
    putRoom: (room, certificate) => change(() => rooms.put(room, certificate, now())),
    certificate: async (room) => look((): Certificate | undefined => rooms.certificate(room)),
    extent: async (room) => look(() => rooms.extent(room)),
    append: (room, id, envelope) =>
      change((entries): Appended => {
        const appended = rooms.append(room, id, envelope, now());
        const { seq, prev, receivedAt } = appended;
        if (!appended.known) entries.push({ room, id, seq, prev, receivedAt, envelope });
        return appended;
      }),
    read: async (room, direction, seq, limit, maxBytes) =>
      look(() => bounded(rooms.records(room), direction, seq, limit, maxBytes)),
    missing: async (room, ids: readonly EnvelopeId[]) =>
      look(() => ids.filter((id) => !rooms.holds(room, id))),
    tail(onCommit) {
      const listener = (entries: readonly Entry[]) => onCommit(entries);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    trim: (before, limit) => change(() => rooms.trim(before, limit)),
    trimToSize: (maxBytes, limit) => change(() => rooms.trimToSize(maxBytes, limit)),
    rooms: async (limit) => look(() => rooms.list(limit)),
    removeRoom: (room) => change(() => rooms.remove(room)),
    stats: () => ({ ...rooms.totals(), corrupt: 0 }),
    async close() {
      commit();
      life = "closed";
      listeners.clear();
    },
  };

  const snapshot = (): MemorySnapshot => ({ relay, logEpoch, rooms: rooms.copy() });
  return {
    log,
    bus: createLocalBus(),
    failNextCommits: (count, what = "injected fault") => (failures = { count, what }),
    snapshot,
    kill() {
      life = "killed";
      waiting = [];
      listeners.clear();
      return snapshot();
    },
  };
}

const storage = (what: string) => err({ kind: "storage" as const, what });

/** The page of ascending `records` that RoomLog.read promises. */
function bounded(
  records: readonly LogRecord[],
  direction: "after" | "before",
  seq: number,
  limit: number,
  maxBytes: number,
): LogRecord[] {
  const step = direction === "after" ? 1 : -1;
  const above = firstAbove(records, direction === "after" ? seq : seq - 1);
  const page: LogRecord[] = [];
  let bytes = 0;
  for (let i = direction === "after" ? above : above - 1; page.length < limit; i += step) {
    const record = records[i];
    if (record === undefined) break;
    bytes += record.envelope.length;
    if (page.length > 0 && bytes > maxBytes) break;
    page.push(record);
  }
  return direction === "after" ? page : page.reverse();
}

/** Index of the first record with a seq above `seq`. */
function firstAbove(records: readonly LogRecord[], seq: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((records[middle]?.seq ?? toSeq(0)) > seq) high = middle;
    else low = middle + 1;
  }
  return low;
}
