/** What one does with a whole room, wherever that is offered: keep it at hand, put it away, leave it. */
import type { Room } from "@festival-chat/client";
import type { AppState } from "../../state.ts";
import { roomsWords } from "../../strings/rooms-words.ts";
import { LateIcon } from "../../ui/late-icons.tsx";
import { SwitchRow } from "../../ui/switch-row.tsx";
import { archiveRoom } from "./archive-room.ts";

export function FavouriteSwitch({ room }: { readonly room: Room }) {
  return (
    <SwitchRow
      words={roomsWords.row.favourite}
      hint={roomsWords.row.favouriteHint}
      on={room.settings.favourite}
      turn={(on) => void room.configure({ favourite: on })}
    />
  );
}

/** `close`: puts the dialog away that offers them. */
export function RoomDeeds({
  state,
  room,
  close,
}: {
  readonly state: AppState;
  readonly room: Room;
  readonly close: () => void;
}) {
  return (
    <div class="deeds">
      <button
        type="button"
        class="deed"
        onClick={() => {
          close();
          archiveRoom(state, room);
        }}
      >
        <LateIcon name="archive" />
        {room.settings.archived ? roomsWords.row.restore : roomsWords.row.archive}
      </button>
      <button
        type="button"
        class="deed danger"
        onClick={() => (state.dialog.value = { kind: "leave", room })}
      >
        <LateIcon name="leave" />
        {roomsWords.row.leave}
      </button>
    </div>
  );
}
