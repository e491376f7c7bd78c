/** The bus of a relay that is one process. */
import type { RoomId } from "@festival-chat/protocol/wire";
import type { Bus } from "./backend.ts";

/**
 * Delivers in the microtask after `publish`, in order: a subscriber is never entered in the middle
 * of the publisher's own step, just as with a bus between machines.
 */
export function createLocalBus(): Bus {
  const listeners = new Set<(room: RoomId, bytes: Uint8Array) => void>();
  return {
    publish(room, bytes) {
      queueMicrotask(() => {
        for (const listener of listeners) listener(room, bytes);
      });
    },
    subscribe(onMessage) {
      const listener = (room: RoomId, bytes: Uint8Array) => onMessage(room, bytes);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
