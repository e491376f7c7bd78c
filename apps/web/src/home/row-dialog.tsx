/** What one does with a room in the list: everything a finger could do by swiping, with names. */
import { bandOf } from "../band/band.ts";
import { BandStrip } from "../band/weave.tsx";
import { NotifyChoice } from "../room/settings/notify-choice.tsx";
import { FavouriteSwitch, RoomDeeds } from "../room/settings/room-deeds.tsx";
import type { AppState, Dialog } from "../state.ts";
import { roomsWords } from "../strings/rooms-words.ts";
import { t } from "../strings/t.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";

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
  const name = room.name ?? t.room.unnamed;
  return (
    <DialogFrame name={roomsWords.list.more(name)} title={<bdi>{name}</bdi>} onClose={close}>
      <BandStrip band={bandOf(room.fingerprint)} unit={20} clasp />
      <FavouriteSwitch room={room} />
      <NotifyChoice room={room} />
      <RoomDeeds state={state} room={room} close={close} />
    </DialogFrame>
  );
}
