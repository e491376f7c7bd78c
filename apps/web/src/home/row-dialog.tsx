/** What one does with a room in the list: everything a finger could do by swiping, with names. */
import { bandOf } from "../band/band.ts";
import { BandStrip } from "../band/weave.tsx";
import { archiveRoom } from "../room/settings/archive-room.ts";
import { NotifyChoice } from "../room/settings/notify-choice.tsx";
import type { AppState, Dialog } from "../state.ts";
import { roomsWords } from "../strings/rooms-words.ts";
import { t } from "../strings/t.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { LateIcon } from "../ui/late-icons.tsx";
import { SwitchRow } from "../ui/switch-row.tsx";

export function RowDialog({
  state,
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  if (dialog.kind !== "row") return null;
  const { room } = dialog;
  void state.changesOf(room.id).value;
  const { favourite, archived } = room.settings;
  const name = room.name ?? t.room.unnamed;
  return (
    <DialogFrame name={roomsWords.list.more(name)} title={<bdi>{name}</bdi>} onClose={close}>
      <BandStrip band={bandOf(room.fingerprint)} unit={20} clasp />
      <SwitchRow
        words={roomsWords.row.favourite}
        hint={roomsWords.row.favouriteHint}
        on={favourite}
        turn={(on) => void room.configure({ favourite: on })}
      />
      <NotifyChoice room={room} />
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
          {archived ? roomsWords.row.restore : roomsWords.row.archive}
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
    </DialogFrame>
  );
}
