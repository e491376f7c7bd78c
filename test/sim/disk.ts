/**
 * A phone's storage in virtual time: commits take a while, may fail or hang, and a phone that dies in
 * the middle keeps a whole number of transactions.
 */
import type {
  Store,
  StoreChange,
  StoredEntry,
  StoredRoom,
  StoreError,
} from "@festival-chat/client";
import { err, ok, type Result } from "@festival-chat/protocol/wire";
import type { VirtualTime } from "./clock.ts";
import type { Dice } from "./random.ts";

/** What storage does wrong. hang: the next commits are never answered. */
export type DiskFault = StoreError["kind"] | "hang";

export interface Disk {
  /** The store as one launch of the app sees it; dead with it. */
  mount(): Mounted;
  /** The next `count` commits go wrong. */
  fail(fault: DiskFault, count: number): void;
  /** Faults end. */
  mend(): void;
  /** What a restart would find. */
  held(): { readonly rooms: readonly StoredRoom[]; readonly entries: readonly StoredEntry[] };
  /** Writes at once, before the app ever started. */
  write(changes: readonly StoreChange[]): void;
}

export interface Mounted {
  readonly store: Store;
  /** The app is gone; of the commits under way the first few may still be kept. */
  unplug(): void;
}

export function createDisk(time: VirtualTime, dice: Dice, slowMillis: number): Disk {
  const rooms = new Map<string, StoredRoom>();
  const entries = new Map<string, StoredEntry>();
  const settings = new Map<string, string>();
  let fault: { readonly kind: DiskFault; left: number } | undefined;
  let busyUntil = 0;

  function write(changes: readonly StoreChange[]): void {
    for (const change of changes) {
      switch (change.kind) {
        case "putRoom":
          rooms.set(change.room.room, change.room);
          break;
        case "removeRoom":
          rooms.delete(change.room);
          for (const [key, { room }] of entries) if (room === change.room) entries.delete(key);
          for (const key of settings.keys())
            if (key.endsWith(`/${change.room}`)) settings.delete(key);
          break;
        case "putEntry":
          entries.set(`${change.entry.room} ${change.entry.id}`, change.entry);
          break;
        case "removeEntry":
          entries.delete(`${change.room} ${change.id}`);
          break;
        case "putSetting":
          settings.set(change.key, change.value);
          break;
      }
    }
  }

  function nextFault(): DiskFault | undefined {
    if (fault === undefined || fault.left <= 0) return undefined;
    fault.left -= 1;
    return fault.kind;
  }

  return {
    fail(kind, count) {
      fault = { kind, left: count };
    },
    mend() {
      fault = undefined;
    },
    held: () => ({ rooms: [...rooms.values()], entries: [...entries.values()] }),
    write,
    mount() {
      let plugged = true;
      const underWay: (readonly StoreChange[])[] = [];
      const answer = <T>(value: T): Promise<Result<T, StoreError>> => Promise.resolve(ok(value));
      const store: Store = {
        durable: true,
        rooms: () => answer([...rooms.values()]),
        entries: (room, newest = Number.POSITIVE_INFINITY) =>
          answer([...entries.values()].filter((entry) => entry.room === room).slice(-newest)),
        setting: (key) => answer(settings.get(key)),
        commit: (changes) =>
          new Promise((resolve) => {
            if (!plugged) return;
            const wrong = nextFault();
            if (wrong === "hang") return;
            // One after the other, as transactions of one database are.
            busyUntil = Math.max(busyUntil, time.now()) + dice.between(0, slowMillis);
            const mine = wrong === undefined ? changes : [];
            underWay.push(mine);
            time.after(busyUntil - time.now(), () => {
              if (!plugged) return;
              underWay.splice(underWay.indexOf(mine), 1);
              write(mine);
              resolve(
                wrong === undefined ? ok(undefined) : err({ kind: wrong, what: "injected fault" }),
              );
            });
          }),
        close: () => Promise.resolve(),
      };
      return {
        store,
        unplug() {
          if (!plugged) return;
          plugged = false;
          const kept = dice.whole(0, underWay.length);
          for (const changes of underWay.slice(0, kept)) write(changes);
        },
      };
    },
  };
}
