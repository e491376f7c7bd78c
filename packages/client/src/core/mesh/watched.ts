/** Watched: own messages, and how many phones are known to hold each, so that only news is told. */
import type { EnvelopeId } from "@festival-chat/protocol/wire";
import * as meshBounds from "./mesh-bounds.ts";

export interface Watched {
  add(id: EnvelopeId): void;
  /** Those that more phones hold than when this was asked before. */
  passed(): readonly EnvelopeId[];
}

/** @param holdersOf how many phones hold it, by their own word */
export function createWatched(holdersOf: (id: EnvelopeId) => number): Watched {
  const told = new Map<EnvelopeId, number>();
  return {
    add(id) {
      told.set(id, 0);
      if (told.size <= meshBounds.watched) return;
      for (const oldest of told.keys()) {
        told.delete(oldest);
        return;
      }
    },
    passed() {
      const ids: EnvelopeId[] = [];
      for (const [id, before] of told) {
        const holders = holdersOf(id);
        if (holders <= before) continue;
        told.set(id, holders);
        ids.push(id);
      }
      return ids;
    },
  };
}
