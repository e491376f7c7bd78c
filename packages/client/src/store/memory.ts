/**
 * Store in memory: what is left when storage is denied, and the phone of tests and simulation.
 *
 * Order of arrival is the insertion order of a Map, which a replacement keeps.
 */
import { err, ok } from "@festival-chat/protocol/wire";
import type { EnvelopeId, Result, RoomId } from "@festival-chat/protocol/wire";
import type { Store, StoreChange, StoredEntry, StoredRoom, StoreError } from "../ports.ts";

/** A {@link Store} with a seam for faults. */
export interface MemoryStore extends Store {
  /** The next `count` commits fail with this kind and keep nothing. Replaces an earlier call. */
  failCommits(kind: StoreError["kind"], count: number): void;
  /**
   * The phone died and starts again: a new store with everything committed so far, and no faults.
   * A commit keeps its changes at the moment it is called, so one that was not settled is in it.
   */
  snapshot(): MemoryStore;
}

interface Kept {
  readonly rooms: Map<RoomId, StoredRoom>;
  readonly entries: Map<RoomId, Map<EnvelopeId, StoredEntry>>;
  readonly settings: Map<string, string>;
}

/**
 * @param options.durable what the store says of itself; true only where a test plays a phone whose
 *   storage works and uses `snapshot` for its restarts
 */
export function createMemoryStore(options: { readonly durable?: boolean } = {}): MemoryStore {
  return keep(options.durable ?? false, {
    rooms: new Map(),
    entries: new Map(),
    settings: new Map(),
  });
}

function keep(durable: boolean, kept: Kept): MemoryStore {
  let closed = false;
  let fault: { kind: StoreError["kind"]; left: number } | undefined;

  const answer = <T>(value: () => T): Promise<Result<T, StoreError>> =>
    Promise.resolve(closed ? err({ kind: "failed", what: "store is closed" }) : ok(value()));

  return {
    durable,
    rooms: () => answer(() => [...kept.rooms.values()]),
    entries: (room, newest = Number.POSITIVE_INFINITY) =>
      answer(() => [...(kept.entries.get(room)?.values() ?? [])].slice(-newest)),
    setting: (key) => answer(() => kept.settings.get(key)),
    commit(changes) {
      if (!closed && fault !== undefined && fault.left > 0) {
        fault.left -= 1;
        return Promise.resolve(err({ kind: fault.kind, what: "injected fault" }));
      }
      return answer(() => {
        for (const change of changes) apply(kept, change);
      });
    },
    close() {
      closed = true;
      return Promise.resolve();
    },
    failCommits(kind, count) {
      fault = { kind, left: count };
    },
    snapshot: () =>
      keep(durable, {
        rooms: new Map(kept.rooms),
        entries: new Map([...kept.entries].map(([room, entries]) => [room, new Map(entries)])),
        settings: new Map(kept.settings),
      }),
  };
}

function apply(kept: Kept, change: StoreChange): void {
  switch (change.kind) {
    case "putRoom":
      kept.rooms.set(change.room.room, change.room);
      return;
    case "removeRoom":
      kept.rooms.delete(change.room);
      kept.entries.delete(change.room);
      for (const key of kept.settings.keys()) {
        if (key.endsWith(`/${change.room}`)) kept.settings.delete(key);
      }
      return;
    case "removeEntry":
      kept.entries.get(change.room)?.delete(change.id);
      return;
    case "putEntry": {
      const { entry } = change;
      const entries = kept.entries.get(entry.room) ?? new Map<EnvelopeId, StoredEntry>();
      kept.entries.set(entry.room, entries);
      // Copied: the envelope may be a view of a received page and would keep all of it in memory.
      entries.set(entry.id, { ...entry, envelope: entry.envelope.slice() });
      return;
    }
    case "putSetting":
      kept.settings.set(change.key, change.value);
  }
}
