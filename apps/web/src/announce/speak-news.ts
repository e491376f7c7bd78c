/** Tells screen readers what arrives in the room on the screen, through the live region. */
import type { Message } from "@festival-chat/client";
import type { AppState } from "../state.ts";
import { verbosity } from "../boot/preferences.ts";
import { heard, noAnnouncements, speak } from "./announcements.ts";

/** What came longer ago is no news: a late page of history. */
const freshMillis = 60_000;
const isFresh = (message: Message): boolean => Date.now() - message.arrivedAt < freshMillis;

/** @returns stops */
export function speakNews(state: AppState): () => void {
  let announcements = noAnnouncements;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const sayNext = (): void => {
    clearTimeout(timer);
    const now = Date.now();
    const next = speak(announcements, now, verbosity.value);
    announcements = next.state;
    if (next.say !== undefined) state.said.value = next.say;
    if (next.wakeAt !== undefined) timer = setTimeout(sayNext, next.wakeAt - now);
  };
  const stop = state.client.on((event) => {
    // Only the room on the screen is spoken here.
    if (event.kind !== "messages" || state.room.peek()?.id !== event.room) return;
    announcements = heard(announcements, event.added.filter(isFresh));
    sayNext();
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
