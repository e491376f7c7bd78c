/** Keys that go to another room: Ctrl or Command with K shows all, Alt with an arrow takes the next. */
import { roomOrder } from "@festival-chat/client";
import type { AppState } from "../state.ts";

/** Goes one room up or down the list, around its ends. */
function step(state: AppState, by: 1 | -1): void {
  const rooms = roomOrder(state.rooms.peek()).filter(({ settings }) => !settings.archived);
  const here = rooms.findIndex(({ id }) => id === state.room.peek()?.id);
  const next =
    here < 0 ? rooms.at(by > 0 ? 0 : -1) : rooms[(here + by + rooms.length) % rooms.length];
  if (next !== undefined && here !== rooms.indexOf(next)) state.goToRoom(next);
}

/** @returns stops listening */
export function listenForRoomKeys(state: AppState): () => void {
  const hear = (event: KeyboardEvent): void => {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (event.defaultPrevented || event.isComposing || shiftKey) return;
    if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === "k") {
      event.preventDefault();
      // Another dialog is in the middle of something.
      if (state.dialog.peek() === undefined) state.dialog.value = { kind: "rooms" };
    }
    if (!altKey || ctrlKey || metaKey || state.dialog.peek() !== undefined) return;
    if (key !== "ArrowUp" && key !== "ArrowDown") return;
    event.preventDefault();
    step(state, key === "ArrowDown" ? 1 : -1);
  };
  addEventListener("keydown", hear);
  return () => removeEventListener("keydown", hear);
}
