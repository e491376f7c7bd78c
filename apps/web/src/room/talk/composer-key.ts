/** Keys of the composer beyond writing: changing the last message, leaving a reply, choosing a name. */
import { aim, undoable } from "../desk.ts";
import type { Place } from "../talk.ts";
import { mentionKey } from "./mention-offer.ts";
import { undoSend } from "./undo-send.ts";

/** @returns whether the key is used up */
export function composerKey(
  event: KeyboardEvent & { readonly currentTarget: HTMLTextAreaElement },
  place: Place,
): boolean {
  // With Alt, an arrow goes to another room.
  if (event.isComposing || event.altKey) return false;
  const { room } = place;
  const used = (): true => {
    event.preventDefault();
    return true;
  };
  if (mentionKey(event.key, event.currentTarget.value)) return used();
  if (event.key === "Escape" && aim.peek() !== undefined) {
    aim.value = undefined;
    return used();
  }
  if (event.currentTarget.value !== "") return false;
  const last = room.messages().findLast(({ mine, body }) => mine && body.kind === "text");
  if (last === undefined) return false;
  if (event.key === "ArrowUp" && aim.peek() === undefined && last.state !== "refused") {
    aim.value = { kind: "edit", message: last };
    return used();
  }
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && last.id === undoable.peek()) {
    void undoSend(place, last);
    return used();
  }
  return false;
}
