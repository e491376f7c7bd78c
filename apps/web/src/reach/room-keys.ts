/**
 * Keys that go to another room: Ctrl or Command with K shows all, Alt with an arrow takes the next, Esc
 * goes back to the list of them.
 */
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

/** Whether Esc has nothing to close or give up where it was pressed. */
function isFree(event: KeyboardEvent): boolean {
  const { target } = event;
  // Who has just closed something is at a button; from a message one goes to the field first.
  if (!(target instanceof Element) || target.closest("button, input, select, article") !== null) {
    return false;
  }
  return !(target instanceof HTMLTextAreaElement) || target.value === "";
}

/** @returns stops listening */
export function listenForRoomKeys(state: AppState): () => void {
  let closing = false;
  // Before anybody closes what is on top.
  const look = (): void => {
    closing = document.querySelector("dialog[open], [role=alertdialog]") !== null;
  };
  const hear = (event: KeyboardEvent): void => {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (event.defaultPrevented || event.isComposing || shiftKey) return;
    if (key === "Escape" && !closing && state.dialog.peek() === undefined && isFree(event)) {
      if (state.room.peek() !== undefined) state.go({ kind: "home" });
      return;
    }
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
  addEventListener("keydown", look, { capture: true });
  addEventListener("keydown", hear);
  return () => {
    removeEventListener("keydown", look, { capture: true });
    removeEventListener("keydown", hear);
  };
}
