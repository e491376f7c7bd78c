/** Holders: which devices said that they hold which of our messages. Kept in memory only. */
import type { ChainRun, Run } from "@festival-chat/protocol/e2e";
import type { ChainTag, DeviceTag } from "@festival-chat/protocol/wire";
import * as bounds from "../core/bounds.ts";

export interface Holders {
  /**
   * A device told what it holds.
   * @param isOwn whether a chain is ours: of others nothing is kept
   * @returns whether anything is known that was not
   */
  heard(from: DeviceTag, runs: readonly ChainRun[], isOwn: (chain: ChainTag) => boolean): boolean;
  /** Whether this device said that it holds this number of this chain. */
  holds(device: DeviceTag, chain: ChainTag, ctr: number): boolean;
  readonly devices: Iterable<DeviceTag>;
}

/** Both, where they meet; else the later one: a receipt speaks of the end of a chain. */
function joined(old: Run | undefined, told: Run): Run {
  if (old === undefined) return told;
  const meet = told.from <= old.to + 1 && old.from <= told.to + 1;
  if (meet) return { from: Math.min(old.from, told.from), to: Math.max(old.to, told.to) };
  return told.to > old.to ? told : old;
}

export function createHolders(): Holders {
  const runsByDevice = new Map<DeviceTag, Map<ChainTag, Run>>();

  return {
    heard(from, runs, isOwn) {
      const known = runsByDevice.get(from) ?? new Map<ChainTag, Run>();
      let changed = false;
      for (const { chain, from: first, to } of runs) {
        if (!isOwn(chain)) continue;
        const old = known.get(chain);
        const next = joined(old, { from: first, to });
        if (old !== undefined && old.from === next.from && old.to === next.to) continue;
        known.set(chain, next);
        changed = true;
      }
      if (!changed || (!runsByDevice.has(from) && runsByDevice.size >= bounds.receiptDevices))
        return false;
      runsByDevice.set(from, known);
      return true;
    },
    holds(device, chain, ctr) {
      const run = runsByDevice.get(device)?.get(chain);
      return run !== undefined && run.from <= ctr && ctr <= run.to;
    },
    get devices() {
      return runsByDevice.keys();
    },
  };
}
