/**
 * Views: what other devices hold, by their own word (SPEC G8): a vector, a digest equal to ours, or a
 * message that they brought. Kept for a while after their link ended, since it stays true.
 */
import type { ChainTag, DeviceTag } from "@festival-chat/protocol/wire";
import type { Spot, View } from "./holdings.ts";
import * as meshBounds from "./mesh-bounds.ts";
import { createNumbers, type Numbers, type Range } from "./numbers.ts";

export interface Views {
  holds(device: DeviceTag, spot: Spot): boolean;
  /** Devices that hold it. */
  holders(spot: Spot): readonly DeviceTag[];
  /** It told exactly what it holds. */
  told(device: DeviceTag, theirs: ReadonlyMap<ChainTag, readonly Range[]>): void;
  /** It told of some chains what it holds. */
  more(device: DeviceTag, theirs: ReadonlyMap<ChainTag, readonly Range[]>): void;
  /** It holds what we hold. */
  equal(device: DeviceTag, ours: View): void;
  brought(device: DeviceTag, spot: Spot): void;
}

export function createViews(): Views {
  const byDevice = new Map<DeviceTag, Map<ChainTag, Numbers>>();

  function keep(device: DeviceTag, view: Map<ChainTag, Numbers>): void {
    byDevice.delete(device);
    byDevice.set(device, view);
    if (byDevice.size <= meshBounds.views) return;
    for (const oldest of byDevice.keys()) {
      byDevice.delete(oldest);
      return;
    }
  }

  const holds = (device: DeviceTag, { chain, ctr }: Spot): boolean =>
    byDevice.get(device)?.get(chain)?.has(ctr) === true;

  return {
    holds,
    holders: (spot) => [...byDevice.keys()].filter((device) => holds(device, spot)),
    told(device, theirs) {
      keep(device, new Map([...theirs].map(([chain, ranges]) => [chain, createNumbers(ranges)])));
    },
    more(device, theirs) {
      const view = byDevice.get(device) ?? new Map<ChainTag, Numbers>();
      for (const [chain, ranges] of theirs) view.set(chain, createNumbers(ranges));
      keep(device, view);
    },
    equal(device, ours) {
      const copies = [...ours].map(
        ([chain, { ranges }]) => [chain, createNumbers(ranges)] as const,
      );
      keep(device, new Map(copies));
    },
    brought(device, { chain, ctr }) {
      const view = byDevice.get(device) ?? new Map<ChainTag, Numbers>();
      const numbers = view.get(chain) ?? createNumbers();
      numbers.add(ctr);
      view.set(chain, numbers);
      keep(device, view);
    },
  };
}
