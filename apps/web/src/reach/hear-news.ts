/** Hears what comes in other rooms: keeps it for a moment, and knocks where that is wanted. */
import type { Room } from "@festival-chat/client";
import { sounds } from "../boot/preferences.ts";
import type { AppState } from "../state.ts";
import { latestNews } from "./latest-news.ts";
import { isNews } from "./news.ts";

/** Long enough to read two lines twice. */
const shownMillis = 7_000;
/** Between two knocks: a lively room is no drum. */
const knockMillis = 4_000;
/** Together they are one sentence, and a number has an end. */
const mostItems = 999;

/** @returns stops */
export function hearNews(state: AppState): () => void {
  let knockedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const knockIfWanted = (now: number): void => {
    if (sounds.peek() !== "on" || now - knockedAt < knockMillis) return;
    knockedAt = now;
    import("./knock.ts").then(({ knock }) => knock()).catch(() => undefined);
  };
  const goLater = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // Whoever is on it with the keyboard is not done.
      if (document.querySelector(".news :focus") !== null) goLater();
      else latestNews.value = [];
    }, shownMillis);
  };
  const seen = (room: Room): boolean => state.room.peek()?.id === room.id;

  const stop = state.client.on((event) => {
    if (event.kind !== "messages" || event.added.length === 0) return;
    const room = state.client.room(event.room);
    if (room === undefined) return;
    const hidden = document.visibilityState === "hidden";
    const now = Date.now();
    const current = hidden ? undefined : state.room.peek()?.id;
    const fresh = event.added.filter((message) => isNews(room, message, current, now));
    if (fresh.length === 0) return;
    knockIfWanted(now);
    if (hidden || seen(room)) return;
    const items = fresh.map((message) => ({ room, message }));
    latestNews.value = [...latestNews.peek(), ...items].slice(-mostItems);
    goLater();
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
