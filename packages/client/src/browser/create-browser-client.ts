/** The engine in a page: every port wired, every optional one behind a deadline. */
import { err, type Result } from "@festival-chat/protocol/wire";
import type { Client } from "../api.ts";
import type { LateParts } from "../client-ports.ts";
import { createClient } from "../client.ts";
import { assumedSettings } from "../assumed-settings.ts";
import type { Config, ConfigProblem } from "../config.ts";
import { withDeadline } from "../deadline.ts";
import { createEarlySocket, type EarlySocket } from "../link/early-socket.ts";
import { createTimerClock } from "../link/timer-clock.ts";
import type { createRelaySettings } from "./relay-settings.ts";
import { createWebSocketDialer } from "../link/websocket.ts";
import { listenForHints } from "./hints.ts";
import { type BrowserHost, readBrowserHost } from "./host.ts";
import { createIndexedDbStore } from "./indexeddb.ts";
import { createLateSettings } from "./late-settings.ts";
import { createBrowserRandom } from "./random.ts";
import { createBrowserSignatures } from "./signatures.ts";
import { createTabs } from "./tabs.ts";

/** What is needed of "@festival-chat/client/settings". */
export interface SettingsDoor {
  readonly createRelaySettings: typeof createRelaySettings;
}

export interface BrowserClientOptions {
  /** Web origin of the relay; the page's own unless given. */
  readonly origin?: string;
  /** Name of the database and of the lock that tabs share. */
  readonly name?: string;
  /** Hears what /config.json answered: the environment, or why the network does not let us through. */
  readonly onConfig?: (answer: Result<Config, ConfigProblem>) => void;
  /**
   * Brings "@festival-chat/client/settings". The page does it, because it has a file of its own that
   * follows the first screen: another one would be another request.
   */
  readonly loadSettings: () => Promise<SettingsDoor>;
  /** Settles when fetching what can wait is cheap; at once unless given. */
  readonly calm?: Promise<unknown>;
  /** A socket to the relay beside `origin` that the page opened before this was here. */
  readonly earlySocket?: EarlySocket | undefined;
  /** The browser; the real one unless a test plays it. */
  readonly host?: BrowserHost;
}

/** How long a browser may think about keeping our storage before we stop listening. */
const PERSIST_MILLIS = 10_000;
/** A slow field brings a few kilobytes well within this time; after it the next hint asks again. */
const LATE_MILLIS = 30_000;

/**
 * A client over IndexedDB, WebSocket, Web Locks and WebCrypto. `open` settles within the deadline
 * of the store, with whatever the browser grants; where it grants no storage, notices say so.
 */
export function createBrowserClient(options: BrowserClientOptions): Client {
  const { name = "festival-chat", host = readBrowserHost(), onConfig } = options;
  const origin = options.origin ?? location.origin;
  const { schedule, createChannel } = host;
  const store = createIndexedDbStore({ factory: host.indexedDB, name, schedule });
  const tabs = createTabs({
    name,
    locks: host.locks,
    createChannel: createChannel && (() => createChannel(name)),
    page: host.window,
    isVisible: () => host.document.visibilityState !== "hidden",
    schedule,
  });
  const engine = createClient({
    settings: assumedSettings(origin),
    dialer: createWebSocketDialer(host.WebSocket, {
      early: createEarlySocket(options.earlySocket),
      schedule,
    }),
    store,
    clock: createTimerClock(host.now, schedule),
    random: createBrowserRandom(),
    signatures: createBrowserSignatures({ subtle: host.subtle, schedule }),
    tabs,
    loadWords: () => import("@festival-chat/protocol/words"),
    async loadLate() {
      await options.calm;
      const load = (): Promise<{ readonly lateParts: LateParts }> => import("../late-parts.ts");
      const loaded = await withDeadline(load, LATE_MILLIS, schedule);
      return loaded.ok ? loaded.value.lateParts : undefined;
    },
  });
  const settings = createLateSettings({
    load: async () =>
      (await options.loadSettings()).createRelaySettings({
        origin,
        store,
        schedule,
        fetch: host.fetch,
        configure: (fresh) => engine.configure(fresh),
        answered: (answer) => onConfig?.(answer),
      }),
    failed: () => onConfig?.(err({ kind: "offline" })),
    schedule,
  });
  let stop = (): void => {};

  return {
    ...engine,
    get connection() {
      return engine.connection;
    },
    get notices() {
      return engine.notices;
    },
    async open() {
      const stopHints = listenForHints({
        window: host.window,
        document: host.document,
        schedule,
        now: host.now,
        hint: (hint) => {
          engine.hint(hint);
          if (hint !== "hidden") settings.refresh();
        },
      });
      // A page that is looked at from the start says so once: those who wait dial more often.
      if (host.document.visibilityState !== "hidden") engine.hint("visible");
      const stopKeeping = keepAfterFirstMessage(engine, host);
      stop = () => {
        stopHints();
        stopKeeping();
      };
      settings.refresh();
      // What is on this device is shown without them, and a link is opened where they mostly lead.
      void settings.recall();
      await engine.open();
    },
    // Six words are salted by the event: under assumed settings they would be another room.
    async join(invite) {
      if (!invite.includes("#")) await settings.known();
      return engine.join(invite);
    },
    async createRoom(name) {
      await settings.known();
      return engine.createRoom(name);
    },
    async close() {
      stop();
      await engine.close();
    },
  };
}

/**
 * Asks the browser not to evict us once somebody has written here: asked earlier, browsers say no,
 * and some of them ask the person. @returns stop
 */
function keepAfterFirstMessage(engine: Client, host: BrowserHost): () => void {
  const stop = engine.on((event) => {
    if (event.kind !== "messages" || !event.added.some((message) => message.mine)) return;
    stop();
    // Nothing depends on the answer.
    void withDeadline(() => host.storage?.persist(), PERSIST_MILLIS, host.schedule);
  });
  return stop;
}
