/** What stands at the top of a room: one line, or up to three when it is opened. */
import { useState } from "preact/hooks";
import type { Message, Room } from "@festival-chat/client";
import { markOf } from "../../band/band.ts";
import type { AppState } from "../../state.ts";
import { late } from "../../strings/late.ts";
import { LateIcon } from "../../ui/late-icons.tsx";
import { jump } from "../desk.ts";
import { calm } from "../calm-text.ts";
import { bodyText } from "../message-name.ts";

/** More would be a list of everything that once seemed important. */
const maxShown = 3;
/** One line has room for this many letters. */
const excerptLength = 120;

/** Pinned messages that are here and stand, the last pinned first. */
const shownPins = (room: Room): readonly Message[] =>
  room
    .pins(room.settings.open)
    .map(({ message }) => room.message(message))
    .filter((one) => typeof one === "object")
    .filter(({ body }) => body.kind === "text")
    .slice(0, maxShown);

export function PinStrip({ state, room }: { readonly state: AppState; readonly room: Room }) {
  void state.changesOf(room.id).value;
  const [open, setOpen] = useState(false);
  const pins = shownPins(room);
  const [newest] = pins;
  if (newest === undefined) return null;
  const { pins: words } = late;
  const mayUnpin = room.policy.writable && (room.isHost || !room.settings.open);
  const more = pins.length > 1 || mayUnpin;
  return (
    <section class="pins" aria-label={words.title}>
      <ul>
        {(open ? pins : [newest]).map((message) => (
          <li key={message.id} class="pin" data-hue={markOf(message.author).hue}>
            <button type="button" class="pin-go" onClick={() => (jump.value = message.id)}>
              <LateIcon name="pin" />
              <span class="pin-text" dir="auto">
                <bdi class="author-name">{message.name}</bdi>{" "}
                {calm(bodyText(message).slice(0, excerptLength))}
              </span>
            </button>
            {open && mayUnpin && (
              <button
                type="button"
                class="icon-button"
                aria-label={words.unpin(message.name)}
                onClick={() => void room.pin(message.id, false)}
              >
                <LateIcon name="close" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {more && (
        <button
          type="button"
          class="icon-button pins-toggle"
          aria-expanded={open}
          aria-label={open ? words.fold : words.unfold(pins.length)}
          onClick={() => setOpen(!open)}
        >
          {!open && pins.length > 1 && <b>{pins.length}</b>}
          <LateIcon name={open ? "fold" : "unfold"} />
        </button>
      )}
    </section>
  );
}
