/**
 * Unplaced: what this phone holds and no relay has given a place in its log, as far as it was told.
 * Bounded for what others wrote: a flood over links must not fill a phone that has no relay.
 */
import type { EnvelopeId } from "@festival-chat/protocol/wire";
import * as meshBounds from "../core/mesh/mesh-bounds.ts";
import type { StoredEntry } from "../core/stored.ts";
import type { RoomCore } from "../room-core.ts";

export interface Unplaced {
  /** Those of others, for a relay that may lack them. */
  carried(): readonly EnvelopeId[];
  /** Whether one more of this size fits. */
  fits(bytes: number): boolean;
  put(entry: StoredEntry): void;
  drop(id: EnvelopeId): void;
  /** @returns those that were given a place since the last look */
  look(): readonly StoredEntry[];
}

/** Taken by no relay, and never to be refused by one: what waits is the outbox's. */
const isCarried = ({ mine, waiting, refused }: StoredEntry): boolean =>
  !mine && !waiting && refused === undefined;

export function createUnplaced(core: Pick<RoomCore, "log">): Unplaced {
  const ids = new Set<EnvelopeId>();
  let bytes = 0;
  let count = 0;

  function put(entry: StoredEntry): void {
    if (entry.stamp !== undefined || ids.has(entry.id)) return;
    ids.add(entry.id);
    if (entry.mine) return;
    bytes += entry.envelope.length;
    count += 1;
  }

  function forget(id: EnvelopeId, entry: StoredEntry | undefined): void {
    if (!ids.delete(id) || entry?.mine === true) return;
    bytes -= entry?.envelope.length ?? 0;
    count -= 1;
  }

  for (const entry of core.log.entries()) put(entry);

  return {
    carried() {
      const carried: EnvelopeId[] = [];
      for (const id of ids) {
        const entry = core.log.get(id);
        if (entry !== undefined && isCarried(entry)) carried.push(id);
      }
      return carried;
    },
    fits: (more) => count < meshBounds.carriedEntries && bytes + more <= meshBounds.carriedBytes,
    put,
    drop: (id) => forget(id, core.log.get(id)),
    look() {
      const placed: StoredEntry[] = [];
      for (const id of ids) {
        const entry = core.log.get(id);
        if (entry !== undefined && entry.stamp === undefined) continue;
        forget(id, entry);
        if (entry !== undefined) placed.push(entry);
      }
      return placed;
    },
  };
}
