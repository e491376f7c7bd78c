/** The relay's clock, as far as this page knows: announcements expire by it, and phones are set wrong. */
import type { Millis } from "@festival-chat/protocol/wire";

/** A clock that is off by less is believed: the relay's answer has whole seconds, and was on its way. */
const toleranceMillis = 60_000;

let ahead: Millis = 0;

export const relayNow = (): Millis => Date.now() + ahead;

/** Asks how late it is, once. @returns whether what was known has changed */
export async function askRelayTime(): Promise<boolean> {
  try {
    const { headers } = await fetch("/config.json", { method: "HEAD", cache: "no-store" });
    const told = Date.parse(headers.get("Date") ?? "");
    const next = told - Date.now();
    if (Number.isNaN(next)) return false;
    const before = ahead;
    ahead = Math.abs(next) < toleranceMillis ? 0 : next;
    return Math.abs(ahead - before) > toleranceMillis;
  } catch {
    return false;
  }
}
