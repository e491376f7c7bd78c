/**
 * The doctor in a page: the checks of the command line, and what only a browser can tell. They run
 * on the phone that has the problem, beside the app's own client and without touching its storage.
 */
import { createRelaySettings } from "./relay-settings.ts";
import type { ClientSettings } from "../api.ts";
import { assumedSettings } from "../assumed-settings.ts";
import { parseConfig } from "../config.ts";
import { attempt } from "../deadline.ts";
import { type Check, failed, type Finding, passed } from "../doctor/check.ts";
import { pushFinding } from "../doctor/config-fields.ts";
import { storageFinding, workerFinding } from "../doctor/device-answers.ts";
import {
  clockFinding,
  environmentFinding,
  greet,
  type Greeting,
  upgradeFinding,
} from "../doctor/greeting.ts";
import { type HeaderFields, headersFinding } from "../doctor/header-answers.ts";
import { createRoomVisit } from "../doctor/room-visit.ts";
import { configFinding, healthFinding, isSignIn, type WebAnswer } from "../doctor/web-answers.ts";
import { createWebSocketDialer } from "../link/websocket.ts";
import { createBrowserClient } from "./create-browser-client.ts";
import { createCuttableSocket } from "./cuttable-socket.ts";
import { type BrowserHost, readBrowserHost } from "./host.ts";
import { resultOf } from "./indexeddb-request.ts";
import { meetingFinding, type MeetingPeer } from "./meeting-check.ts";

/** In the order they run. */
export const pageCheckNames = [
  "reach",
  "signIn",
  "health",
  "config",
  "headers",
  "push",
  "ice",
  "upgrade",
  "environment",
  "clock",
  "join",
  "roundTrip",
  "history",
  "resume",
  "idle",
  "storage",
  "worker",
] as const;
export type PageCheckName = (typeof pageCheckNames)[number];

/** What the doctor uses of a browser beside what the engine does. */
export interface PageDoctorHost extends Omit<BrowserHost, "storage"> {
  /** False where the browser is sure that there is no network. */
  readonly onLine: boolean;
  readonly storage: Pick<StorageManager, "estimate" | "persisted"> | undefined;
  readonly serviceWorker: Pick<ServiceWorkerContainer, "getRegistration"> | undefined;
  /** Undefined where phones cannot meet directly. */
  readonly RTCPeerConnection: (new (settings: RTCConfiguration) => MeetingPeer) | undefined;
}

/** The page this runs in. */
export function readPageDoctorHost(): PageDoctorHost {
  return {
    ...readBrowserHost(),
    onLine: attempt(() => navigator.onLine) ?? true,
    storage: attempt(() => navigator.storage),
    serviceWorker: attempt(() => navigator.serviceWorker),
    RTCPeerConnection: attempt(() => RTCPeerConnection),
  };
}

export interface PageDoctor {
  readonly checks: readonly Check<PageCheckName>[];
  /** Forgets the throw-away devices. */
  end(): Promise<void>;
}

const keepsNothing = {
  indexedDB: undefined,
  locks: undefined,
  createChannel: undefined,
  storage: undefined,
} as const;

/** How long a quiet link is watched: longer, and nobody looks at the screen any more. */
const quietMillis = 3_000;

const late = "The network is very slow, or swallows the connection.";

/** @param origin of the page and its relay */
export function createPageDoctor(origin: string, host: PageDoctorHost): PageDoctor {
  const { schedule, now } = host;
  const dialer = createWebSocketDialer(host.WebSocket, { schedule });
  let settings: ClientSettings = assumedSettings(origin);
  let greeting: Greeting | undefined;
  let health: WebAnswer | undefined;
  let config: WebAnswer | undefined;
  let fields: HeaderFields = new Map();

  const ask = async (path: string): Promise<WebAnswer> => {
    const response = await host.fetch(`${origin}${path}`, {
      cache: "no-store",
      credentials: "omit",
    });
    fields = new Map(response.headers);
    return { status: response.status, text: await response.text() };
  };
  const visit = createRoomVisit(async () => {
    // Without storage of its own to open and without other tabs: it keeps nothing and leads itself.
    const { Socket, cut } = createCuttableSocket(host.WebSocket);
    const own = { ...host, ...keepsNothing, WebSocket: Socket };
    const client = createBrowserClient({
      origin,
      host: own,
      loadSettings: async () => ({ createRelaySettings }),
    });
    await client.open();
    return { client, cut };
  }, now);
  const wait = (millis: number): Promise<void> =>
    new Promise((resolve) => void schedule(resolve, millis));
  const isSecure = origin.startsWith("https:");

  const check = (
    name: PageCheckName,
    needs: readonly PageCheckName[],
    run: () => Promise<Finding> | Finding,
  ): Check<PageCheckName> => ({ name, needs, adviceWhenLate: late, run: async () => run() });

  const checks = [
    check("reach", [], async () => {
      const from = now();
      try {
        health = await ask("/health");
      } catch {
        return host.onLine
          ? failed(
              "the page's server does not answer",
              "Is it running, and the address right?",
              "no-answer",
            )
          : failed("this device has no network", "Switch Wi-Fi or mobile data on.", "no-answer");
      }
      return passed(`the page's server answers with ${health.status}`, now() - from);
    }),
    check("signIn", ["reach"], async () => {
      config = await ask("/config.json");
      const page = [health, config].find((answer) => answer !== undefined && isSignIn(answer));
      return page === undefined ? passed("no sign-in page in the way") : healthFinding(page);
    }),
    check("health", ["reach", "signIn"], () => healthFinding(health ?? { status: 0, text: "" })),
    check("config", ["reach", "signIn"], () => {
      const answer = config ?? { status: 0, text: "" };
      const parsed = parseConfig(answer.text, origin);
      if (parsed.ok) settings = parsed.value;
      return configFinding(answer, origin);
    }),
    check("headers", ["config"], () => {
      const strict = settings.environment === "production";
      return headersFinding(fields, { secure: isSecure, strict });
    }),
    check("push", ["config"], () => pushFinding(config?.text ?? "", isSecure)),
    check("ice", ["config"], () => meetingFinding(config?.text ?? "", host)),
    check("upgrade", ["reach", "signIn", "config"], async () => {
      const result = await greet(dialer, settings.relayUrl, now);
      if ("hello" in result) greeting = result;
      return upgradeFinding(result, settings.relayUrl);
    }),
    check("environment", ["upgrade"], () =>
      greeting === undefined
        ? passed("not known")
        : environmentFinding(greeting, settings.environment),
    ),
    check("clock", ["upgrade"], () =>
      greeting === undefined ? passed("not known") : clockFinding(greeting),
    ),
    check("join", ["upgrade", "environment"], () => visit.join()),
    check("roundTrip", ["join"], () => visit.roundTrip()),
    check("history", ["roundTrip"], () => visit.history()),
    check("resume", ["history"], () => visit.resume()),
    check("idle", ["join"], () => visit.staysOpen(quietMillis, wait)),
    check("storage", [], async () => {
      const keeps = await keepsData(host.indexedDB);
      const estimate = await host.storage?.estimate?.();
      const persisted = await host.storage?.persisted?.();
      return storageFinding({ keeps, usage: estimate?.usage, quota: estimate?.quota, persisted });
    }),
    check("worker", [], async () => {
      if (host.serviceWorker === undefined) return workerFinding({ state: undefined });
      const registration = await host.serviceWorker.getRegistration();
      if (registration === undefined) return workerFinding({ state: "none" });
      return workerFinding({ state: registration.active === null ? "installing" : "active" });
    }),
  ];
  return { checks, end: () => visit.end() };
}

/** A database of the doctor's own: the app's is not touched. */
const probeName = "festival-chat-check";

/** Whether a value written is read back; false where storage is denied. */
async function keepsData(factory: IDBFactory | undefined): Promise<boolean> {
  if (factory === undefined) return false;
  try {
    const opening = factory.open(probeName, 1);
    opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore("probe"));
    const database = await resultOf(opening);
    const transaction = database.transaction("probe", "readwrite");
    const probe = transaction.objectStore("probe");
    const stored = resultOf(probe.put("kept", "key"));
    const read = resultOf(probe.get("key"));
    await stored;
    const kept = (await read) === "kept";
    database.close();
    factory.deleteDatabase(probeName);
    return kept;
  } catch {
    return false;
  }
}
