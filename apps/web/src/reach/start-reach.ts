/**
 * Starts reaching this phone, long after the first frame: brings the relay up to date, hears the
 * service worker, and offers to buzz after somebody answered. Never asks by itself.
 */
import { effect } from "@preact/signals";
import type { ClientEvent, Room } from "@festival-chat/client";
import { lockScreen } from "../boot/preferences.ts";
import { parseRoute } from "../route.ts";
import type { AppState } from "../state.ts";
import { noteBare } from "../sw/lock-screen-note.ts";
import { pathOf } from "../sw/tell-push.ts";
import { parseWorkerWord } from "../sw/worker-word.ts";
import { clearNotifications } from "./push-browser.ts";
import { reachOf } from "./reach.ts";
import { wishedRooms } from "./wishes.ts";

/** What changes together is told together. */
const restMillis = 1_000;

/** No signal: the next message will do. */
const ignore = (): void => undefined;

/** Starts; lives as long as the page. */
export function startReach(state: AppState): void {
  const reach = reachOf(state);
  const { client } = state;
  let resting: ReturnType<typeof setTimeout> | undefined;

  const reconcileSoon = (): void => {
    if (resting !== undefined || !state.opened.peek()) return;
    resting = setTimeout(() => {
      resting = undefined;
      void reach.desk.reconcile();
      // Who has written learns on whose phones it is, and tells others the same.
      if (client.rooms().some((room) => room.messages().some(({ mine }) => mine))) {
        import("../receipts/run-receipts.ts").then((late) => late.runReceipts(state), ignore);
      }
    }, restMillis);
  };

  const clearShown = (room: Room | undefined): void => {
    if (room === undefined || document.visibilityState !== "visible") return;
    // Before anybody said yes there is nothing to clear, and nothing is asked of the browser.
    if (wishedRooms().length > 0) void clearNotifications(pathOf(room.id));
  };

  client.on((event: ClientEvent) => {
    switch (event.kind) {
      case "rooms":
      case "room":
        return reconcileSoon();
      case "connection":
        if (event.connection.kind !== "online") reach.desk.lost();
        return reconcileSoon();
      case "messages": {
        if (state.room.peek()?.id === event.room) clearShown(state.room.peek());
        const { room, added } = event;
        if (added.some(({ mine }) => mine)) reconcileSoon();
        if (added.some(({ mentionsMe, replyTo }) => mentionsMe || replyTo)) {
          import("./offer-bell.ts").then((late) => late.offerAfter(state, room, added), ignore);
        }
        return;
      }
      case "presence":
      case "draft":
      case "typing":
      case "frame":
      case "notice":
        return;
    }
  });
  effect(() => {
    if (state.opened.value) reconcileSoon();
  });
  effect(() => clearShown(state.room.value));
  document.addEventListener("visibilitychange", () => {
    reach.desk.looked();
    reach.refresh();
    clearShown(state.room.peek());
  });
  // Another tab turned a bell, and this one may be the one with the link.
  window.addEventListener("storage", () => {
    reach.refresh();
    reconcileSoon();
  });
  hearWorker(state);
  // A browser that cleared its caches took the note along.
  if (lockScreen.peek() === "bare") void noteBare(true);
}

function hearWorker(state: AppState): void {
  try {
    navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      const word = parseWorkerWord(data);
      if (word?.kind === "open") state.go(parseRoute(word.path));
      if (word?.kind === "subscription") void reachOf(state).desk.changed();
    });
  } catch {
    // No service worker, no words of it.
  }
}
