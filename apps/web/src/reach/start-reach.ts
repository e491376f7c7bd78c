/**
 * Starts reaching this phone, long after the first frame: brings the relay up to date, hears the
 * service worker, and offers to buzz after somebody answered. Never asks by itself.
 */
import { effect } from "@preact/signals";
import type { ClientEvent, Message, Room } from "@festival-chat/client";
import { lockScreen } from "../boot/preferences.ts";
import { parseRoute } from "../route.ts";
import type { AppState } from "../state.ts";
import { bellWords } from "../strings/bell-words.ts";
import { t } from "../strings/t.ts";
import { noteBare } from "../sw/lock-screen-note.ts";
import { pathOf } from "../sw/tell-push.ts";
import { parseWorkerWord } from "../sw/worker-word.ts";
import { clearNotifications } from "./push-browser.ts";
import { reachOf } from "./reach.ts";
import { setWish, wishedRooms, wishOf } from "./wishes.ts";

/** What changes together is told together. */
const restMillis = 1_000;
/** An answer is news for so long. */
const freshMillis = 60_000;

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
        const room = client.room(event.room);
        if (room !== undefined) offerAfter(state, room, event.added);
        return;
      }
      case "presence":
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

/** Whether this answers or names the person here. */
function isForMe(room: Room, message: Message): boolean {
  if (message.mine || Date.now() - message.arrivedAt > freshMillis) return false;
  if (message.mentionsMe) return true;
  const answered = message.replyTo === undefined ? undefined : room.message(message.replyTo);
  return answered !== undefined && answered !== "blocked" && answered.mine;
}

/** Offers to buzz, once a room, after the first answer to or mention of the person here. */
function offerAfter(state: AppState, room: Room, added: readonly Message[]): void {
  const reach = reachOf(state);
  const ability = reach.ability();
  if ((ability !== "askable" && ability !== "granted") || wishOf(room.id) !== undefined) return;
  // Something else is being said: the next answer will do.
  if (state.toast.peek() !== undefined || state.dialog.peek() !== undefined) return;
  if (!added.some((message) => isForMe(room, message))) return;
  const name = room.name ?? t.room.unnamed;
  state.toast.value = {
    words: bellWords.ask(name),
    action: {
      words: bellWords.yes,
      run: () => void turnOn(state, room, name),
    },
    decline: { words: bellWords.notNow, run: () => setWish(room.id, "no") },
  };
}

async function turnOn(state: AppState, room: Room, name: string): Promise<void> {
  const turned = await reachOf(state).turnOn(room);
  state.toast.value = { words: turned === "on" ? bellWords.done(name) : bellWords[turned] };
}
