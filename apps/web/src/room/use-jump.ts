/** Goes to a message that something asks for: drawn if it is not yet, in the middle, and flashing. */
import { useLayoutEffect } from "preact/hooks";
import type { RefObject } from "preact";
import type { Message } from "@festival-chat/client";
import type { MessageId } from "@festival-chat/protocol/wire";
import { jump } from "./desk.ts";

/** Messages drawn before the one that is asked for. */
const contextSize = 50;
/** Long enough to be found by an eye that comes from somewhere else. */
const flashMillis = 1_800;

/** Brings a drawn message to the middle of the list, flashes it and gives it the focus. */
export function showRow(list: HTMLElement | null, id: MessageId): void {
  const row = list?.querySelector<HTMLElement>(`[data-id="${id}"]`);
  if (row === undefined || row === null) return;
  row.scrollIntoView({ block: "center" });
  row.querySelector("article")?.focus({ preventScroll: true });
  row.dataset["flash"] = "";
  setTimeout(() => delete row.dataset["flash"], flashMillis);
}

export function useJump(
  messages: readonly Message[],
  list: RefObject<HTMLElement | null>,
  shown: number,
  setShown: (count: number) => void,
  moved: () => void,
): void {
  const wish = jump.value;
  useLayoutEffect(() => {
    if (wish === undefined) return;
    const fromEnd = messages.length - messages.findIndex((message) => message.id === wish);
    if (fromEnd > shown && fromEnd <= messages.length) {
      setShown(fromEnd + contextSize);
      return;
    }
    jump.value = undefined;
    showRow(list.current, wish);
    moved();
  }, [wish, shown]);
}
