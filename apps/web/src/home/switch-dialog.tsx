/** From one room to another: every room of this phone, found by its first letters. */
import { useRef, useState } from "preact/hooks";
import { foldText, roomOrder } from "@festival-chat/client";
import { mediaMatches } from "../boot/media.ts";
import type { AppState } from "../state.ts";
import { roomsWords } from "../strings/rooms-words.ts";
import { t } from "../strings/t.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { RoomRow } from "./room-row.tsx";

/** With fewer there is nothing to find. */
const fewRooms = 5;

export function SwitchDialog({
  state,
  close,
}: {
  readonly state: AppState;
  readonly close: () => void;
}) {
  const [typed, setTyped] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const rooms = state.rooms.value;
  for (const { id } of rooms) void state.changesOf(id).value;
  const wanted = foldText(typed.trim());
  const found = roomOrder(rooms).filter(({ name, settings }) => {
    // What was put away is there for who asks for it.
    if (wanted === "") return !settings.archived;
    return foldText(name ?? t.room.unnamed).includes(wanted);
  });
  // A keyboard on the screen would cover the rooms.
  const keys = mediaMatches("(pointer: fine)");

  const links = (): HTMLElement[] => [...(list.current?.querySelectorAll("a") ?? [])];
  const move = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || event.altKey) return;
    event.preventDefault();
    const all = links();
    const here = all.findIndex((link) => link === document.activeElement);
    const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step;
    if (next < 0) document.querySelector<HTMLElement>(".room-filter")?.focus();
    else all[next]?.focus();
  };

  return (
    <DialogFrame name={roomsWords.switcher.title} onClose={close}>
      <form
        class="switcher"
        onSubmit={(event) => {
          event.preventDefault();
          links()[0]?.click();
        }}
        onKeyDown={move}
      >
        {(keys || rooms.length > fewRooms) && (
          <input
            class="room-filter"
            aria-label={roomsWords.switcher.filter}
            placeholder={roomsWords.switcher.filter}
            value={typed}
            autocomplete="off"
            spellcheck={false}
            enterkeyhint="go"
            dir="auto"
            autofocus={keys}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <ul class="room-cards" aria-label={roomsWords.switcher.title} ref={list}>
          {found.map((room) => (
            <RoomRow key={room.id} state={state} room={room} onGo={close} bare />
          ))}
        </ul>
        {found.length === 0 && (
          <p class="explain" role="status">
            {roomsWords.switcher.none}
          </p>
        )}
      </form>
    </DialogFrame>
  );
}
