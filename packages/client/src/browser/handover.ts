/** The door "@festival-chat/client/handover": moving to another phone or app, in a page. */
import { parseHandoverLink } from "@festival-chat/protocol/handover";
import { deriveRoomKeys } from "@festival-chat/protocol/e2e";
import type { ClientSettings } from "../api.ts";
import { assumedSettings } from "../assumed-settings.ts";
import { parseConfig } from "../config.ts";
import {
  type Belongings,
  createPassingClient,
  type Giving,
  type GivingState,
  keepBelongings,
  type LeftState,
  lookAtLeft,
  packBelongings,
  type PassingPorts,
  startGiving,
  startTaking,
  type Taking,
  type TakingState,
} from "../handover/index.ts";
import { createTimerClock } from "../link/timer-clock.ts";
import { createWebSocketDialer } from "../link/websocket.ts";
import type { Store } from "../ports.ts";
import { loadConfig } from "./config.ts";
import { type BrowserHost, readBrowserHost } from "./host.ts";
import { createIndexedDbStore } from "./indexeddb.ts";
import { createBrowserRandom } from "./random.ts";
import { createBrowserSignatures } from "./signatures.ts";

export * from "../handover/index.ts";
export { parseHandoverLink } from "@festival-chat/protocol/handover";

export interface HandoverOptions {
  /** Web origin of the relay; the page's own unless given. */
  readonly origin?: string;
  /** Name of the database of the app. */
  readonly name?: string;
  readonly host?: BrowserHost;
}

/** A room as it is shown when it has arrived. */
export interface ArrivedRoom {
  readonly fingerprint: Uint8Array;
  readonly myName: string | undefined;
}

export interface Handover {
  give(
    mode: "live" | "ahead",
    memory: ReadonlyMap<string, string>,
    changed: (state: GivingState) => void,
  ): Promise<Giving>;
  /** @param from a link or its fragment, or six words of the list */
  take(
    from: string | readonly string[],
    changed: (state: TakingState) => void,
  ): Promise<Taking | "no-code">;
  /**
   * Whether anybody took what was left ahead under the link's secret, without taking it.
   * @returns undefined without signal
   */
  look(from: string): Promise<LeftState | undefined>;
  /**
   * Keeps what came. The app's own client must be closed before, because it would write over it, and
   * the page loaded anew afterwards. @returns undefined when this browser keeps nothing
   */
  keep(belongings: Belongings): Promise<readonly ArrivedRoom[] | undefined>;
}

/** Name of the setting that holds what /config.json said last (see settings.ts). */
const CONFIG_KEY = "config";

export function createHandover(options: HandoverOptions = {}): Handover {
  const { name = "festival-chat", host = readBrowserHost() } = options;
  const origin = options.origin ?? location.origin;
  const { schedule } = host;
  const signatures = createBrowserSignatures({ subtle: host.subtle, schedule });
  const random = createBrowserRandom();

  /** A connection of its own: the app's may be closed by then. */
  async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const store = createIndexedDbStore({ factory: host.indexedDB, name, schedule });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  /** Both devices must mean the same relay and the same salt of words. */
  async function settingsNow(): Promise<ClientSettings> {
    const answer = await loadConfig(origin, { schedule, fetch: host.fetch });
    if (answer.ok) return answer.value.settings;
    const kept = await withStore((store) => store.setting(CONFIG_KEY));
    const settings = kept.ok && kept.value !== undefined ? parseConfig(kept.value, origin) : kept;
    return settings.ok && typeof settings.value === "object"
      ? settings.value
      : assumedSettings(origin);
  }

  async function passing(): Promise<PassingPorts> {
    const client = createPassingClient({
      settings: await settingsNow(),
      dialer: createWebSocketDialer(host.WebSocket, { schedule }),
      clock: createTimerClock(host.now, schedule),
      random,
      signatures,
    });
    return { client, random, now: host.now, schedule };
  }

  return {
    async give(mode, memory, changed) {
      const pack = async (): Promise<Uint8Array | undefined> =>
        (await withStore((store) => packBelongings(store, memory)))?.bytes;
      return startGiving({ ports: await passing(), mode, origin, pack, changed });
    },
    async take(from, changed) {
      const code = typeof from === "string" ? parseHandoverLink(from) : from;
      if (code === undefined) return "no-code";
      return startTaking({ ports: await passing(), from: code, changed });
    },
    async look(from) {
      const secret = parseHandoverLink(from);
      return secret === undefined ? "gone" : lookAtLeft(await passing(), secret);
    },
    async keep(belongings) {
      const kept = await withStore((store) => keepBelongings(store, belongings, signatures));
      if (kept === undefined) return undefined;
      const shown = kept.map(async ({ record }) => ({
        fingerprint: (await deriveRoomKeys(record.root, signatures)).fingerprint,
        myName: record.myName,
      }));
      return Promise.all(shown);
    },
  };
}
