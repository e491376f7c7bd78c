/** Leaving a room: what is lost, and a way to stay. */
import type { AppState, Dialog } from "../../state.ts";
import { roomsWords } from "../../strings/rooms-words.ts";
import { t } from "../../strings/t.ts";
import { DialogFrame } from "../../ui/dialog-frame.tsx";

export function LeaveDialog({
  state,
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  if (dialog.kind !== "leave") return null;
  const { room } = dialog;
  const messages = room.messages();
  const unsent = messages.filter(
    ({ state: sent }) => sent === "saved" || sent === "sending",
  ).length;
  const leave = async (): Promise<void> => {
    close();
    if (state.room.peek()?.id === room.id) state.go({ kind: "home" }, { replace: true });
    const name = room.name ?? t.room.unnamed;
    await state.client.leave(room.id);
    state.toast.value = { words: roomsWords.leave.done(name) };
  };
  return (
    <DialogFrame name={roomsWords.leave.title} onClose={close}>
      <p class="leave-name">
        <bdi>{room.name ?? t.room.unnamed}</bdi>
      </p>
      <p>
        {messages.length === 0
          ? roomsWords.leave.loseNothing
          : roomsWords.leave.lose(messages.length)}
      </p>
      {unsent > 0 && <p class="warn">{roomsWords.leave.unsent(unsent)}</p>}
      {room.isHost && <p class="warn">{roomsWords.leave.host}</p>}
      <div class="row">
        <button type="button" class="button danger" onClick={() => void leave()}>
          {roomsWords.leave.confirm}
        </button>
        <button type="button" class="button" autofocus onClick={close}>
          {roomsWords.leave.keep}
        </button>
      </div>
    </DialogFrame>
  );
}
