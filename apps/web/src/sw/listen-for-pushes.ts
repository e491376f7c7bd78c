/** Pushes, taps on notifications, and subscriptions that the browser changed by itself. */
import { readPushedAnnouncement, readStoredPush } from "@festival-chat/client/push";
import { noted } from "./language-note.ts";
import { notedBare } from "./lock-screen-note.ts";
import { notedBelieved, notePushed } from "./organiser-note.ts";
import { pathIn, type PushScene, tellPush } from "./tell-push.ts";
import type { WorkerWord } from "./worker-word.ts";

/** A window of the app. */
export interface AppWindow {
  readonly visibilityState: string;
  postMessage(word: WorkerWord): void;
  focus(): Promise<unknown>;
}

/** An event that the browser waits for. */
interface Happening {
  waitUntil(work: Promise<unknown>): void;
}

/** What is used of a service worker. */
export interface PushWorker {
  readonly indexedDB: IDBFactory | undefined;
  readonly clients: {
    matchAll(which: { type: "window"; includeUncontrolled: true }): Promise<readonly AppWindow[]>;
    openWindow(path: string): Promise<unknown>;
  };
  readonly registration: {
    showNotification(title: string, options: NotificationOptions): Promise<void>;
    getNotifications(filter: { tag: string }): Promise<readonly { readonly data: unknown }[]>;
    readonly pushManager: {
      subscribe(options: PushSubscriptionOptions): Promise<unknown>;
    };
  };
  addEventListener(
    type: "push",
    listener: (event: Happening & { readonly data: { arrayBuffer(): ArrayBuffer } | null }) => void,
  ): void;
  addEventListener(
    type: "notificationclick",
    listener: (
      event: Happening & {
        readonly notification: { readonly data: unknown; close(): void };
      },
    ) => void,
  ): void;
  addEventListener(
    type: "pushsubscriptionchange",
    listener: (
      event: Happening & {
        readonly oldSubscription: { readonly options: PushSubscriptionOptions } | null;
      },
    ) => void,
  ): void;
}

const windowsOf = (self: PushWorker): Promise<readonly AppWindow[]> =>
  self.clients.matchAll({ type: "window", includeUncontrolled: true });

function sceneOf(self: PushWorker): PushScene {
  const { registration } = self;
  return {
    show: (title, options) => registration.showNotification(title, { ...options }),
    shown: (tag) => registration.getNotifications({ tag }),
    isLookedAt: async () =>
      (await windowsOf(self)).some(({ visibilityState }) => visibilityState === "visible"),
    language: noted,
    isBare: notedBare,
    read: (bytes) => readStoredPush(bytes, self.indexedDB),
    async announced(bytes) {
      const announced = await readPushedAnnouncement(bytes, await notedBelieved());
      // Whoever opens the app next finds it there, with or without signal.
      if (announced !== undefined) await notePushed(bytes);
      return announced;
    },
    schedule(run, millis) {
      const timer = setTimeout(run, millis);
      return () => clearTimeout(timer);
    },
  };
}

/** The bytes of a push; undefined where it has none, or none that can be read. */
function bytesOf(data: { arrayBuffer(): ArrayBuffer } | null): Uint8Array | undefined {
  try {
    return data === null ? undefined : new Uint8Array(data.arrayBuffer());
  } catch {
    return undefined;
  }
}

/** Brings the app to the front, at this place of it. */
async function openAt(self: PushWorker, path: string): Promise<void> {
  const [window] = await windowsOf(self);
  if (window === undefined) return void (await self.clients.openWindow(path));
  window.postMessage({ kind: "open", path });
  await window.focus();
}

/** Takes what the browser offers in the place of a subscription; an open app tells the relay. */
async function subscribeAnew(
  self: PushWorker,
  before: { readonly options: PushSubscriptionOptions } | null,
): Promise<void> {
  // Whoever opens the app next subscribes, where the browser does not say what for.
  if (before !== null) await self.registration.pushManager.subscribe(before.options);
  for (const window of await windowsOf(self)) window.postMessage({ kind: "subscription" });
}

/** Starts listening; called once, while the worker's script runs. */
export function listenForPushes(self: PushWorker): void {
  self.addEventListener("push", (event) => {
    event.waitUntil(tellPush(bytesOf(event.data), sceneOf(self)));
  });
  self.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(openAt(self, pathIn(event.notification.data)));
  });
  self.addEventListener("pushsubscriptionchange", (event) => {
    event.waitUntil(subscribeAnew(self, event.oldSubscription).catch(() => undefined));
  });
}
