/** The service worker's doors: pushes, taps, and subscriptions that the browser changed. */
import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { listenForPushes, type PushWorker } from "./listen-for-pushes.ts";
import { parseWorkerWord } from "./worker-word.ts";

const room = `/room/${"ab".repeat(16)}`;

interface PlayedWindow {
  readonly visibilityState: string;
  readonly heard: unknown[];
  focused: boolean;
}

type Listener = (event: never) => void;

/** A service worker with these windows open. */
function worker(windows: readonly PlayedWindow[] = []) {
  const listeners = new Map<string, Listener>();
  const did: string[] = [];
  const shown: string[] = [];
  const self: PushWorker = {
    addEventListener: (name: string, listener: Listener) => void listeners.set(name, listener),
    indexedDB: undefined,
    clients: {
      matchAll: async () =>
        windows.map((window) => ({
          ...window,
          postMessage: (word: unknown) => void window.heard.push(word),
          focus: async () => void (window.focused = true),
        })),
      openWindow: async (path: string) => void did.push(`open ${path}`),
    },
    registration: {
      showNotification: async (title: string) => void shown.push(title),
      getNotifications: async () => [],
      pushManager: {
        subscribe: async ({ userVisibleOnly }) => void did.push(`subscribe ${userVisibleOnly}`),
      },
    },
  };
  listenForPushes(self);
  return {
    did,
    shown,
    async happen(name: string, event: object): Promise<void> {
      const work: Promise<unknown>[] = [];
      const waitUntil = (promise: Promise<unknown>) => void work.push(promise);
      Reflect.apply(listeners.get(name) ?? (() => undefined), undefined, [{ waitUntil, ...event }]);
      equal(work.length, 1, "the browser waits for it");
      await Promise.all(work);
    },
  };
}

const window = (visibilityState = "hidden"): PlayedWindow => ({
  visibilityState,
  heard: [],
  focused: false,
});

test("gate 35: a push without data, or with data that cannot be read, shows one notification", async () => {
  const broken = {
    arrayBuffer() {
      throw new DOMException("no", "NotReadableError");
    },
  };
  for (const data of [null, broken, { arrayBuffer: () => new ArrayBuffer(9) }]) {
    const { happen, shown } = worker([window("visible")]);
    await happen("push", { data });
    equal(shown.length, 1);
  }
});

test("a tap opens the room: in the window that is there, or in a new one", async () => {
  let closed = 0;
  const notification = { data: { path: room }, close: () => closed++ };
  const open = window();
  const first = worker([open]);
  await first.happen("notificationclick", { notification });
  deepEqual(open.heard.map(parseWorkerWord), [{ kind: "open", path: room }]);
  equal(open.focused, true);
  deepEqual(first.did, []);
  const second = worker();
  await second.happen("notificationclick", { notification });
  deepEqual(second.did, [`open ${room}`]);
  equal(closed, 2);
});

test("a tap leads nowhere but into the app", async () => {
  const { happen, did } = worker();
  const notification = { data: { path: "https://elsewhere.example" }, close: () => undefined };
  await happen("notificationclick", { notification });
  deepEqual(did, ["open /"]);
});

test("a subscription that the browser changed is made anew, and an open app hears of it", async () => {
  const open = window();
  const { happen, did } = worker([open]);
  await happen("pushsubscriptionchange", {
    oldSubscription: { options: { userVisibleOnly: true, applicationServerKey: null } },
  });
  deepEqual(did, ["subscribe true"]);
  await happen("pushsubscriptionchange", { oldSubscription: null });
  deepEqual(did, ["subscribe true"], "the next launch does it");
  deepEqual(open.heard.map(parseWorkerWord), [{ kind: "subscription" }, { kind: "subscription" }]);
});

test("words of another version, or of somebody else, are no words of the worker", () => {
  for (const data of [undefined, null, "language", {}, { kind: "open" }, { kind: "later" }]) {
    equal(parseWorkerWord(data), undefined);
  }
});
