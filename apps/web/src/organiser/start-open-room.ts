/**
 * Starts a room with the engine of the app: the browser of whoever does so becomes its host, and finds
 * it in the app. Fetched when it is asked for.
 */
import { createBrowserClient } from "@festival-chat/client/browser";
import { createRelaySettings } from "@festival-chat/client/settings";
import type { Room } from "@festival-chat/client";

/** Longer than a slow field needs to make a room known. */
const patienceMillis = 20_000;

/** @returns its invite link. Rejects when the relay does not take the room in time. */
export async function startOpenRoom(name: string): Promise<string> {
  const client = createBrowserClient({
    loadSettings: async () => ({ createRelaySettings }),
  });
  try {
    await client.open();
    const room = await client.createRoom(name);
    await isKnown(client.on, room);
    return room.link;
  } finally {
    await client.close();
  }
}

function isKnown(on: (heard: () => void) => () => void, room: Room): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(false), patienceMillis);
    const stop = on(() => look());
    const settle = (known: boolean): void => {
      clearTimeout(timer);
      stop();
      if (known) resolve();
      else reject(new Error("the relay did not take the room"));
    };
    const look = (): void => {
      const { kind } = room.membership;
      if (kind === "joined") settle(true);
      if (kind === "refused") settle(false);
    };
    look();
  });
}
