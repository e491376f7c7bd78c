/** Pushes, taps on notifications, and subscriptions that the browser changed by itself. */
import { readStoredPush } from "@festival-chat/client/push";
import { noted } from "./language-note.ts";
import { pathIn, type PushScene, tellPush } from "./tell-push.ts";
import type { WorkerWord } from "./worker-word.ts";

type Scope = ServiceWorkerGlobalScope;

const windowsOf = (self: Scope): Promise<readonly WindowClient[]> =>
  self.clients.matchAll({ type: "window", includeUncontrolled: true });

function sceneOf(self: Scope): PushScene {
  const { registration } = self;
  return {
    show: (title, options) => registration.showNotification(title, { ...options }),
    shown: (tag) => registration.getNotifications({ tag }),
    isLookedAt: async () =>
      (await windowsOf(self)).some(({ visibilityState }) => visibilityState === "visible"),
    language: noted,
    read: (bytes) => readStoredPush(bytes, self.indexedDB),
    schedule(run, millis) {
      const timer = setTimeout(run, millis);
      return () => clearTimeout(timer);
    },
  };
}

/** The bytes of a push; undefined where it has none, or none that can be read. */
function bytesOf(data: PushMessageData | null): Uint8Array | undefined {
  try {
    return data === null ? undefined : new Uint8Array(data.arrayBuffer());
  } catch {
    return undefined;
  }
}

/** Brings the app to the front, at this place of it. */
async function openAt(self: Scope, path: string): Promise<void> {
  const [window] = await windowsOf(self);
  if (window === undefined) return void (await self.clients.openWindow(path));
  const word: WorkerWord = { kind: "open", path };
  window.postMessage(word);
  await window.focus();
}

/** Takes what the browser offers in the place of a subscription; an open app tells the relay. */
async function subscribeAnew(self: Scope, before: PushSubscription | null): Promise<void> {
  // Whoever opens the app next subscribes, where the browser does not say what for.
  if (before !== null) await self.registration.pushManager.subscribe(before.options);
  const word: WorkerWord = { kind: "subscription" };
  for (const window of await windowsOf(self)) window.postMessage(word);
}

/** Starts listening; called once, while the worker's script runs. */
export function listenForPushes(self: Scope): void {
  self.addEventListener("push", (event) => {
    event.waitUntil(tellPush(bytesOf(event.data), sceneOf(self)));
  });
  self.addEventListener("notificationclick", (event) => {
    event.notification.close();
    const data: unknown = event.notification.data;
    event.waitUntil(openAt(self, pathIn(data)));
  });
  self.addEventListener("pushsubscriptionchange", (event) => {
    event.waitUntil(subscribeAnew(self, event.oldSubscription).catch(() => undefined));
  });
}
