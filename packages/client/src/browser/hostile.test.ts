import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { IDBFactory } from "fake-indexeddb";
import "./key-range.fixture.ts";
import type { Client } from "../api.ts";
import type { Schedule } from "../link/schedule.ts";
import { createBrowserClient } from "./create-browser-client.ts";
import type { BrowserHost } from "./host.ts";

/** Milliseconds within which a client is open, whatever its browser does: the store's deadline. */
const OPEN_MILLIS = 3_000;

/** Time that passes when the test says so, between turns of the event loop. */
function createTime(): {
  readonly schedule: Schedule;
  now(): number;
  pass(millis: number): Promise<void>;
} {
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  let now = 1_790_000_000_000;
  const turn = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await setImmediate();
  };
  return {
    schedule(run, afterMillis) {
      const timer = { at: now + afterMillis, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    now: () => now,
    async pass(millis) {
      const end = now + millis;
      await turn();
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.run();
        await turn();
      }
      now = end;
    },
  };
}

/** A socket that never opens. */
class SilentSocket {
  binaryType = "arraybuffer";
  readonly bufferedAmount = 0;
  addEventListener(): void {}
  send(): void {}
  close(): void {}
}

/** A browser in which everything works, but nobody answers at the other end of the network. */
function createHost(): {
  readonly host: BrowserHost;
  readonly pass: (millis: number) => Promise<void>;
} {
  const time = createTime();
  return {
    pass: time.pass,
    host: {
      schedule: time.schedule,
      now: time.now,
      WebSocket: SilentSocket,
      fetch: () => Promise.reject(new TypeError("fetch failed")),
      window: new EventTarget(),
      document: Object.assign(new EventTarget(), { visibilityState: "visible" as const }),
      indexedDB: new IDBFactory(),
      locks: globalThis.navigator.locks,
      createChannel: (name) => new BroadcastChannel(name),
      subtle: globalThis.crypto.subtle,
      storage: { persist: () => Promise.resolve(true) },
    },
  };
}

const forbid = (): never => {
  throw new DOMException("not here", "SecurityError");
};
const hang = (): Promise<never> => new Promise<never>(() => {});

/** Each optional API, missing, throwing and hanging. Only the store is missed by the person. */
const hostile: Readonly<Record<string, Partial<BrowserHost>>> = {
  "IndexedDB is missing": { indexedDB: undefined },
  "IndexedDB throws": { indexedDB: Object.assign(new IDBFactory(), { open: forbid }) },
  "IndexedDB hangs": {
    indexedDB: Object.assign(new IDBFactory(), { open: () => new EventTarget() }),
  },
  "locks are missing": { locks: undefined },
  "locks throw": { locks: { request: forbid } },
  "locks hang": { locks: { request: hang } },
  "BroadcastChannel is missing": { createChannel: undefined },
  "BroadcastChannel throws": { createChannel: forbid },
  "WebCrypto is missing": { subtle: undefined },
  "WebCrypto throws": {
    subtle: Object.assign(Object.create(globalThis.crypto.subtle), {
      importKey: forbid,
      verify: forbid,
    }),
  },
  "WebCrypto hangs": {
    subtle: Object.assign(Object.create(globalThis.crypto.subtle), {
      importKey: hang,
      verify: hang,
    }),
  },
  "StorageManager is missing": { storage: undefined },
  "StorageManager throws": { storage: { persist: forbid } },
  "StorageManager hangs": { storage: { persist: hang } },
  "fetch throws": { fetch: forbid },
  "fetch hangs": { fetch: hang },
  "WebSocket throws": {
    WebSocket: class extends SilentSocket {
      constructor() {
        super();
        forbid();
      }
    },
  },
  "the page is never said to be visible": {
    document: Object.assign(new EventTarget(), { visibilityState: "hidden" as const }),
  },
};
const all: Partial<BrowserHost> = {
  ...hostile["IndexedDB hangs"],
  ...hostile["locks hang"],
  ...hostile["BroadcastChannel throws"],
  ...hostile["WebCrypto hangs"],
  ...hostile["StorageManager hangs"],
  ...hostile["fetch hangs"],
};

/** Opens a client, has a room and says something, and tells what the screen shows. */
async function chat(rest: Partial<BrowserHost>): Promise<{
  readonly texts: readonly string[];
  readonly denied: boolean;
}> {
  const { host, pass } = createHost();
  const client: Client = createBrowserClient({
    loadSettings: () => import("./relay-settings.ts"),
    origin: "https://chat.example",
    name: `hostile-${Math.random()}`,
    host: { ...host, ...rest },
  });
  let opened = false;
  const opening = client.open().then(() => {
    opened = true;
  });
  await pass(OPEN_MILLIS);
  ok(opened, "the client did not open within its deadline");
  await opening;
  const room = await settled(client.createRoom("Camp"), pass);
  const sent = await settled(room.send("hello"), pass);
  ok(sent.ok);
  // Keys are made by threads that know nothing of this clock.
  for (let i = 0; i < 300 && room.messages().length === 0; i++) await pass(0);
  const texts = room.messages().map(({ body }) => (body.kind === "text" ? body.text : body.kind));
  const denied = client.notices.some(({ kind }) => kind === "storage-denied");
  await settled(client.close(), pass);
  return { texts, denied };
}

/** What `promise` gives, while time passes. */
async function settled<T>(
  promise: Promise<T>,
  pass: (millis: number) => Promise<void>,
): Promise<T> {
  let done = false;
  const watched = promise.finally(() => {
    done = true;
  });
  for (let i = 0; i < 300 && !done; i++) await pass(100);
  ok(done, "never settled");
  return watched;
}

test("in a browser where everything works, nothing is denied", async () => {
  deepEqual(await chat({}), { texts: ["hello"], denied: false });
});

for (const [name, rest] of Object.entries({ ...hostile, "everything hangs at once": all })) {
  test(`where ${name}, the client opens in time and shows what is said`, async () => {
    const denied = "indexedDB" in rest;
    deepEqual(await chat(rest), { texts: ["hello"], denied });
  });
}

test("the browser is asked once to keep us, after the first message and not before", async () => {
  const { host, pass } = createHost();
  let asked = 0;
  const persist = (): Promise<boolean> => {
    asked += 1;
    return Promise.resolve(false);
  };
  const client = createBrowserClient({
    loadSettings: () => import("./relay-settings.ts"),
    origin: "https://chat.example",
    name: `keep-${Math.random()}`,
    host: { ...host, storage: { persist } },
  });
  await settled(client.open(), pass);
  const room = await settled(client.createRoom("Camp"), pass);
  await pass(1_000);
  equal(asked, 0);
  for (const text of ["hello", "anyone here?"]) await settled(room.send(text), pass);
  await pass(1_000);
  equal(asked, 1);
  await settled(client.close(), pass);
});

test("localStorage is never touched", async (t) => {
  let touched = 0;
  const before = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
  t.after(() => {
    if (before !== undefined) Object.defineProperty(globalThis, "localStorage", before);
  });
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get() {
      touched += 1;
      return forbid();
    },
  });
  await chat({});
  equal(touched, 0);
});

test("what was said comes back when the app starts again", async () => {
  const indexedDB = new IDBFactory();
  const name = `again-${Math.random()}`;
  const start = async (): Promise<[Client, (millis: number) => Promise<void>]> => {
    const { host, pass } = createHost();
    const client = createBrowserClient({
      loadSettings: () => import("./relay-settings.ts"),
      origin: "https://chat.example",
      name,
      host: { ...host, indexedDB },
    });
    await settled(client.open(), pass);
    return [client, pass];
  };
  const [first, passFirst] = await start();
  const room = await settled(first.createRoom("Camp"), passFirst);
  await settled(room.send("hello"), passFirst);
  await settled(first.close(), passFirst);

  const [second, passSecond] = await start();
  await passSecond(1_000);
  const texts = second
    .room(room.id)
    ?.messages()
    .map(({ body, state }) => [body.kind, state]);
  deepEqual(texts, [["text", "saved"]]);
  await settled(second.close(), passSecond);
});
