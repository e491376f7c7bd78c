/** When this phone last heard from its relay: what is on the screen without signal is as of then. */
import { signal } from "@preact/signals";
import type { Client } from "@festival-chat/client";
import type { Millis } from "@festival-chat/protocol/wire";
import { recall, remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";

const isMoment = (value: number): boolean => Number.isSafeInteger(value) && value > 0;

const recalled = Number(recall(lateMemoryKeys.lastContact));

/** The last contact before this page was opened; undefined where there was none. */
export const contactBefore: Millis | undefined = isMoment(recalled) ? recalled : undefined;

/** Undefined before the first contact. */
export const lastContact = signal<Millis | undefined>(contactBefore);

const inContact = ({ connection }: Client): boolean =>
  connection.kind === "online" || connection.kind === "catching-up";

/** Keeps {@link lastContact} while the page lives. @returns stop */
export function followContact(client: Client): () => void {
  let was = inContact(client);
  const stamp = (): void => {
    lastContact.value = Date.now();
    remember(lateMemoryKeys.lastContact, String(lastContact.value));
  };
  if (was) stamp();
  const stop = client.on((event) => {
    const is = inContact(client);
    // Also when it ends: until this moment all was here.
    if ((event.kind === "connection" && (is || was)) || (event.kind === "messages" && is)) stamp();
    was = is;
  });
  const hidden = (): void => {
    if (inContact(client)) stamp();
  };
  document.addEventListener("visibilitychange", hidden);
  return () => {
    stop();
    document.removeEventListener("visibilitychange", hidden);
  };
}
