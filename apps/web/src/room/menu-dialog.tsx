/** The settings of a room, in one tap from its header: what one looks up, changes, takes along, ends. */
import { bandOf } from "../band/band.ts";
import { BandStrip } from "../band/weave.tsx";
import { BellSwitch } from "../reach/bell.tsx";
import type { AppState, Dialog } from "../state.ts";
import { roomsWords } from "../strings/rooms-words.ts";
import { t } from "../strings/t.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { Icon } from "../ui/icons.tsx";
import { LateIcon } from "../ui/late-icons.tsx";
import { SwitchRow } from "../ui/switch-row.tsx";
import { ExportButtons } from "./settings/export-buttons.tsx";
import { LowDataSwitch } from "./settings/low-data-switch.tsx";
import { NameForm } from "./settings/name-form.tsx";
import { NotifyChoice } from "./settings/notify-choice.tsx";
import { FavouriteSwitch, RoomDeeds } from "./settings/room-deeds.tsx";
import { ScreenSettings } from "./settings/screen-settings.tsx";
import { StorageLine } from "./settings/storage-line.tsx";

export function MenuDialog({
  state,
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  if (dialog.kind !== "menu") return null;
  const { room } = dialog;
  void state.changesOf(room.id).value;
  const { joinLines, seen, open } = room.settings;
  const show = (next: Dialog) => () => {
    state.dialog.value = next;
  };
  return (
    <DialogFrame
      name={roomsWords.room.title}
      title={<bdi>{room.name ?? t.room.unnamed}</bdi>}
      onClose={close}
    >
      <BandStrip band={bandOf(room.fingerprint)} unit={28} clasp />
      <div class="ways">
        <button type="button" class="way" onClick={show({ kind: "search", room })}>
          <LateIcon name="search" />
          {roomsWords.room.search}
        </button>
        <button type="button" class="way" onClick={show({ kind: "members", room })}>
          <LateIcon name="people" />
          {roomsWords.room.members}
        </button>
        <button type="button" class="way" onClick={show({ kind: "invite", room })}>
          <Icon name="invite" />
          {roomsWords.room.invite}
        </button>
        <button type="button" class="way" onClick={show({ kind: "compare", room })}>
          <LateIcon name="check" />
          {roomsWords.room.compare}
        </button>
        <button type="button" class="way" onClick={show({ kind: "nearby" })}>
          <LateIcon name="nearby" />
          {roomsWords.room.nearby}
        </button>
        {room.isHost && (
          <button type="button" class="way" onClick={show({ kind: "host", room })}>
            <LateIcon name="gear" />
            {roomsWords.room.host}
          </button>
        )}
      </div>
      <NameForm state={state} room={room} onSaved={close} />
      <NotifyChoice room={room} />
      <BellSwitch state={state} room={room} />
      <FavouriteSwitch room={room} />
      <SwitchRow
        words={roomsWords.room.joinLines}
        hint={roomsWords.room.joinLinesHint}
        on={joinLines}
        turn={(on) => void room.configure({ joinLines: on })}
      />
      {open !== true && (
        <SwitchRow
          words={roomsWords.room.seen}
          hint={roomsWords.room.seenHint}
          on={seen}
          turn={(on) => void room.configure({ seen: on })}
        />
      )}
      <h3 class="part-title">{roomsWords.room.device}</h3>
      <ScreenSettings />
      <LowDataSwitch />
      <button type="button" class="button" onClick={show({ kind: "settings" })}>
        {roomsWords.room.more}
      </button>
      <StorageLine title={roomsWords.room.storage} rooms={[room]} />
      <ExportButtons state={state} room={room} />
      <RoomDeeds state={state} room={room} close={close} />
    </DialogFrame>
  );
}
