/**
 * Signs out whoever has left the console open: what it asks for by itself would keep the relay's
 * session alive for ever.
 */
import { idleMinutes } from "@festival-chat/protocol/organiser";
import { consoleWords } from "../strings/console/en.ts";
import type { Desk } from "./desk.ts";

const lookMillis = 10_000;

/** @returns stops */
export function watchIdle(desk: Desk): () => void {
  let touchedAt = Date.now();
  const touched = (): void => {
    touchedAt = Date.now();
  };
  const kinds = ["pointerdown", "keydown", "wheel"] as const;
  for (const kind of kinds) addEventListener(kind, touched, { passive: true });
  const timer = setInterval(() => {
    if (Date.now() - touchedAt < idleMinutes * 60_000) return;
    touched();
    void desk.signOut(consoleWords.signIn.idle);
  }, lookMillis);
  return () => {
    clearInterval(timer);
    for (const kind of kinds) removeEventListener(kind, touched);
  };
}
