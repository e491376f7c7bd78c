/** Bells in memory: for tests and simulation. */
import { type DeviceTag, err, type Millis, ok, type RoomId } from "@festival-chat/protocol/wire";
import type { Bell, BellBounds, Bells } from "./bells.ts";

interface Kept {
  readonly bell: Bell;
  readonly at: Millis;
}

export function createMemoryBells(bounds: BellBounds): Bells {
  const rooms = new Map<RoomId, Map<DeviceTag, Kept>>();
  let count = 0;
  let closed = false;

  const attempt = <T>(act: () => T) =>
    closed ? err({ kind: "storage" as const, what: "the bells are closed" }) : ok(act());

  function drop(room: RoomId, device: DeviceTag): boolean {
    const bells = rooms.get(room);
    if (bells?.delete(device) !== true) return false;
    count--;
    if (bells.size === 0) rooms.delete(room);
    return true;
  }

  /** Drops those that `goes` says, at most `limit`. */
  function dropWhere(goes: (kept: Kept) => boolean, limit: number): number {
    let dropped = 0;
    for (const [room, bells] of rooms) {
      for (const [device, kept] of bells) {
        if (dropped < limit && goes(kept) && drop(room, device)) dropped++;
      }
    }
    return dropped;
  }

  return {
    put: async (room, bell, at) =>
      attempt(() => {
        const bells = rooms.get(room) ?? new Map<DeviceTag, Kept>();
        const known = bells.has(bell.device);
        if (!known && (bells.size >= bounds.perRoom || count >= bounds.all)) return "full";
        if (!known) count++;
        bells.set(bell.device, { bell, at });
        rooms.set(room, bells);
        return "kept";
      }),
    remove: async (room, device) => attempt(() => drop(room, device)),
    forget: async (endpoint) =>
      attempt(() => dropWhere(({ bell }) => bell.endpoint === endpoint, Infinity)),
    get: async (room, device) =>
      attempt((): Bell | undefined => rooms.get(room)?.get(device)?.bell),
    page: async (room, after, limit) =>
      attempt(() =>
        [...(rooms.get(room)?.values() ?? [])]
          .map(({ bell }) => bell)
          .filter(({ device }) => after === undefined || device > after)
          .toSorted((a, b) => (a.device < b.device ? -1 : 1))
          .slice(0, limit),
      ),
    everywhere: async (after, limit) =>
      attempt(() => {
        const bells = [...rooms.values()].flatMap((room) => [...room.values()]);
        const byEndpoint = new Map(bells.map(({ bell }) => [bell.endpoint, bell]));
        return [...byEndpoint.values()]
          .filter(({ endpoint }) => endpoint > after)
          .toSorted((a, b) => (a.endpoint < b.endpoint ? -1 : 1))
          .slice(0, limit);
      }),
    trim: async (before, limit) => attempt(() => dropWhere(({ at }) => at < before, limit)),
    count: () => count,
    close: () => void (closed = true),
  };
}
