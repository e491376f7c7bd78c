/** The relay's clock, as far as this page knows: announcements expire by it, and phones are set wrong. */
import type { Millis } from "@festival-chat/protocol/wire";

/** A clock that is off by less is believed: the relay's answer has whole seconds, and was on its way. */
const toleranceMillis = 60_000;
/** An emergency waits no longer than this for a clock. */
const patienceMillis = 2_000;

let ahead: Millis = 0;
let asked: Promise<unknown> | undefined;

export const relayNow = (): Millis => Date.now() + ahead;

/** Settles when the relay has said how late it is, or does not answer soon; never rejects. Asks once. */
export const knowRelayTime = (): Promise<unknown> =>
  (asked ??= Promise.race([
    ask().catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, patienceMillis)),
  ]));

async function ask(): Promise<void> {
  const response = await fetch("/config.json", { cache: "no-store" });
  const told = Date.parse(response.headers.get("Date") ?? "") - Date.now();
  if (Math.abs(told) >= toleranceMillis) ahead = told;
  // What is not read to its end stays open.
  await response.text();
}
