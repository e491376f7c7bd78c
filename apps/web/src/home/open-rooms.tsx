/** Rooms that the organiser lists, under a heading of their own: with an open sign, never with a lock. */
import { useState } from "preact/hooks";
import type { Room } from "@festival-chat/client";
import { isSameRoom, type OpenRoom, parseOpenRooms } from "@festival-chat/client/extras";
import { recall } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";
import type { AppState } from "../state.ts";
import { roomsWords } from "../strings/rooms-words.ts";
import { Icon } from "../ui/icons.tsx";
import { RoomRow } from "./room-row.tsx";

function ListedRow({ state, listed }: { readonly state: AppState; readonly listed: OpenRoom }) {
  const [busy, setBusy] = useState(false);
  const join = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const joined = await state.client.join(listed.link);
    setBusy(false);
    if (!joined.ok) {
      state.toast.value = { words: roomsWords.open.failed };
      return;
    }
    await joined.value.configure({ open: true });
    state.goToRoom(joined.value);
  };
  return (
    <li class="room-card">
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- its name is the room's */}
      <button type="button" class="room-row listed" onClick={() => void join()}>
        <span class="room-row-text">
          <span class="room-row-name">
            <Icon name="open" />
            <bdi>{listed.name}</bdi>
          </span>
          <span class="room-row-last">{roomsWords.open.notJoined}</span>
        </span>
      </button>
    </li>
  );
}

/** @param joined open rooms of this phone, in the order of the list */
export function OpenRooms({
  state,
  joined,
}: {
  readonly state: AppState;
  readonly joined: readonly Room[];
}) {
  const config = state.config.value ?? recall(lateMemoryKeys.openRooms);
  const listed = config === undefined ? [] : parseOpenRooms(config);
  const rest = listed.filter(
    ({ link }) => !state.rooms.value.some((room) => isSameRoom(link, room.link)),
  );
  if (joined.length + rest.length === 0) return null;
  return (
    <section class="open-rooms" aria-labelledby="open-rooms-heading">
      <h2 id="open-rooms-heading">{roomsWords.open.heading}</h2>
      <p class="explain">{roomsWords.open.explain}</p>
      <ul class="room-cards">
        {joined.map((room) => (
          <RoomRow key={room.id} state={state} room={room} />
        ))}
        {rest.map((room) => (
          <ListedRow key={room.link} state={state} listed={room} />
        ))}
      </ul>
    </section>
  );
}
