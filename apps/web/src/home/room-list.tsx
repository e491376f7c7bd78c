/** All rooms of this phone: own ones, open ones under their heading, archived ones folded away. */
import { useState } from "preact/hooks";
import type { AppState } from "../state.ts";
import { roomsWords } from "../strings/rooms-words.ts";
import { OpenRooms } from "./open-rooms.tsx";
import { roomGroups } from "./room-groups.ts";
import { RoomRow } from "./room-row.tsx";

export function RoomList({ state }: { readonly state: AppState }) {
  const [unfolded, setUnfolded] = useState(false);
  const rooms = state.rooms.value;
  for (const { id } of rooms) void state.changesOf(id).value;
  const { own, open, archived } = roomGroups(rooms);
  return (
    <div class="rooms">
      {own.length > 0 && (
        <ul class="room-cards" aria-label={roomsWords.list.rooms}>
          {own.map((room) => (
            <RoomRow key={room.id} state={state} room={room} />
          ))}
        </ul>
      )}
      <OpenRooms state={state} joined={open} />
      {archived.length > 0 && (
        <details class="archived" onToggle={(event) => setUnfolded(event.currentTarget.open)}>
          <summary>{roomsWords.list.archived(archived.length)}</summary>
          {unfolded && (
            <ul class="room-cards" aria-label={roomsWords.list.archived(archived.length)}>
              {archived.map((room) => (
                <RoomRow key={room.id} state={state} room={room} />
              ))}
            </ul>
          )}
        </details>
      )}
    </div>
  );
}
