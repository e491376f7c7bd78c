/** Says what happened where a browser has cleared what it kept for us: no blank page, no riddle. */
import { recall, remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";
import { parseRoute, roomOf } from "../route.ts";
import type { AppState } from "../state.ts";
import { bring } from "../strings/bring.ts";

/** The address that this page was opened with, whatever it is by now. */
const firstPath = (): string => {
  const [entry] = performance.getEntriesByType("navigation");
  return entry === undefined ? "/" : new URL(entry.name, location.href).pathname;
};

/** Looks once everything that is kept was loaded. */
export function tellLostRooms(state: AppState): void {
  state.rooms.subscribe((rooms) => {
    if (rooms.length > 0) remember(lateMemoryKeys.hadRooms, "yes");
  });
  const stop = state.opened.subscribe((opened) => {
    if (!opened) return;
    queueMicrotask(() => stop());
    const rooms = state.rooms.peek();
    const route = parseRoute(firstPath());
    const missing = route.kind === "room" && roomOf(route, rooms) === undefined;
    const cleared = rooms.length === 0 && recall(lateMemoryKeys.hadRooms) !== undefined;
    if (cleared) remember(lateMemoryKeys.hadRooms, undefined);
    if (cleared) state.toast.value = { words: bring.lost.all };
    else if (missing) state.toast.value = { words: bring.lost.room };
  });
}
