/**
 * What is used of a browser. Each optional part may be undefined, throw when it is called or never
 * answer; reading it may throw as well, as `window.indexedDB` does where storage is forbidden.
 */
import { attempt } from "../deadline.ts";
import type { Schedule } from "../link/schedule.ts";
import type { WebSocketConstructor } from "../link/websocket.ts";
import { pageSchedule } from "./clock.ts";
import type { HintsOptions } from "./hints.ts";
import type { TabsOptions } from "./tabs.ts";

export interface BrowserHost {
  readonly schedule: Schedule;
  readonly now: () => number;
  readonly WebSocket: WebSocketConstructor;
  readonly fetch: typeof fetch;
  readonly window: HintsOptions["window"];
  readonly document: HintsOptions["document"];
  readonly indexedDB: IDBFactory | undefined;
  readonly locks: TabsOptions["locks"];
  readonly createChannel: ((name: string) => BroadcastChannel) | undefined;
  readonly subtle: SubtleCrypto | undefined;
  readonly storage: Pick<StorageManager, "persist"> | undefined;
}

/** The page this runs in. */
export function readBrowserHost(): BrowserHost {
  return {
    schedule: pageSchedule,
    now: Date.now,
    WebSocket,
    fetch: (...request) => fetch(...request),
    window,
    document,
    indexedDB: attempt(() => indexedDB),
    locks: attempt(() => navigator.locks),
    createChannel: attempt(() => {
      const Channel = BroadcastChannel;
      return (name) => new Channel(name);
    }),
    subtle: attempt(() => crypto.subtle),
    storage: attempt(() => navigator.storage),
  };
}
