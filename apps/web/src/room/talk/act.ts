/** Everything that is done at the list itself: by finger, by mouse and by key. */
import type { Message } from "@festival-chat/client";
import { singleKeys } from "../../boot/preferences.ts";
import type { MessageView } from "../../state.ts";
import { aim, jump } from "../desk.ts";
import type { Place } from "../talk.ts";
import { moveBetweenMessages } from "./message-keys.ts";
import { toggleReaction } from "./toggle-reaction.ts";
import { undoSend } from "./undo-send.ts";
import { watchPress } from "./watch-press.ts";

/** Opens the sheet of a message, unless one is open: a long press is told twice on some phones. */
function open({ state, room }: Place, message: Message, view: MessageView): void {
  if (state.dialog.peek() !== undefined) return;
  state.dialog.value = { kind: "message", room, id: message.id, view };
}

function reply(message: Message): void {
  if (message.body.kind === "text") aim.value = { kind: "reply", message };
}

function press(event: KeyboardEvent, place: Place, message: Message): void {
  const key = event.key.toLowerCase();
  if (!["enter", "e", "r", "escape"].includes(key)) return;
  // Who steers by voice may not want letters to do anything (WCAG 2.1.4).
  if (key.length === 1 && singleKeys.value === "off") return;
  event.preventDefault();
  switch (key) {
    case "enter":
      return open(place, message, { kind: "actions" });
    case "e":
      return open(place, message, { kind: "actions", react: true });
    case "r":
      return reply(message);
    case "escape":
      document.querySelector<HTMLElement>(".composer textarea")?.focus();
  }
}

function tap(control: HTMLElement, place: Place, message: Message): void {
  switch (control.dataset["do"]) {
    case "more":
      return open(place, message, { kind: "actions" });
    case "quote":
      jump.value = message.replyTo;
      return;
    case "react":
      if (control instanceof HTMLButtonElement) void toggleReaction(place, message, control.value);
      return;
    case "details":
      return open(place, message, { kind: "details" });
    case "undo":
      void undoSend(place, message);
  }
}

/** Does what an event at the list asks for; anything else is left alone. */
export function act(event: Event, place: Place): void {
  const { target } = event;
  if (!(target instanceof Element)) return;
  if (event instanceof KeyboardEvent && (event.altKey || event.ctrlKey || event.metaKey)) return;
  const list = target.closest(".messages");
  if (event instanceof KeyboardEvent && list !== null) {
    const end = event.key === "Home" ? 0 : event.key === "End" ? -1 : undefined;
    if (end !== undefined) jump.value = place.room.messages().at(end)?.id;
    if (end !== undefined || moveBetweenMessages(event.key, list)) {
      event.preventDefault();
      return;
    }
  }
  const row = target.closest<HTMLElement>("[data-id]");
  const article = row?.querySelector("article") ?? null;
  const message = place.room.messages().find(({ id }) => id === row?.dataset["id"]);
  if (message === undefined || article === null) return;
  const control = target.closest<HTMLElement>("[data-do]");
  // Held, a reaction tells who gave it.
  const held = (): void =>
    open(place, message, { kind: control?.dataset["do"] === "react" ? "who" : "actions" });
  switch (event.type) {
    case "click":
      if (control !== null) tap(control, place, message);
      return;
    case "contextmenu":
      // The browser's own menu where it knows more: links, and words that were marked. And where it
      // is there already, because this code came too late to keep it away.
      if (target.closest("a") !== null || target.closest("article") === null) return;
      if (getSelection()?.isCollapsed === false || event.eventPhase === Event.NONE) return;
      event.preventDefault();
      return held();
    case "keydown":
      if (event instanceof KeyboardEvent && target === article) press(event, place, message);
      return;
    case "pointerdown":
      if (!(event instanceof PointerEvent) || target.closest("a") !== null) return;
      watchPress(event, article, { hold: held, reply: () => reply(message) });
  }
}
