/** Holders: which devices hold which of our messages, and who has seen them. */
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
  /** Whether its person has seen this one, as far as told. */
  saw(device: DeviceTag, chain: ChainTag, ctr: number): boolean;
  readonly devices: Iterable<DeviceTag>;
  /** All of it, the chain of each device that it told of last at the end. */
  readonly held: readonly (readonly [DeviceTag, readonly ChainRun[]])[];
}

interface Holding extends Run {
  /** The last one that was seen; before `from` for none. */
  readonly seen: number;
}

/** Both, where they meet; else the later one: a receipt speaks of the end of a chain. */
function joined(old: Holding | undefined, told: Holding): Holding {
  if (old === undefined) return told;
  const meet = told.from <= old.to + 1 && old.from <= told.to + 1;
  if (!meet) return told.to > old.to ? told : old;
  return {
    from: Math.min(old.from, told.from),
    to: Math.max(old.to, told.to),
    seen: Math.max(old.seen, told.seen),
  };
}

const same = (a: Holding, b: Holding): boolean =>
  a.from === b.from && a.to === b.to && a.seen === b.seen;

export function createHolders(): Holders {
  const runsByDevice = new Map<DeviceTag, Map<ChainTag, Holding>>();
  const runOf = (device: DeviceTag, chain: ChainTag, ctr: number): Holding | undefined => {
    const run = runsByDevice.get(device)?.get(chain);
    return run !== undefined && run.from <= ctr && ctr <= run.to ? run : undefined;
  };

  return {
    heard(from, runs, isOwn) {
      const known = runsByDevice.get(from) ?? new Map<ChainTag, Holding>();
      let changed = false;
      for (const { chain, from: first, to, seen = first - 1 } of runs) {
        if (!isOwn(chain)) continue;
        const old = known.get(chain);
        const next = joined(old, { from: first, to, seen });
        if (old !== undefined && same(old, next)) continue;
        known.delete(chain);
        known.set(chain, next);
        changed = true;
      }
      if (!changed || (!runsByDevice.has(from) && runsByDevice.size >= bounds.receiptDevices))
        return false;
      runsByDevice.set(from, known);
      return true;
    },
    holds: (device, chain, ctr) => runOf(device, chain, ctr) !== undefined,
    saw: (device, chain, ctr) => ctr <= (runOf(device, chain, ctr)?.seen ?? -1),
    get devices() {
      return runsByDevice.keys();
    },
    get held() {
      return [...runsByDevice].map(([device, runs]) => {
        return [device, [...runs].map(([chain, run]) => ({ chain, ...run }))] as const;
      });
    },
  };
}
