/** Another name, right after the first words. */
import type { AppState, Dialog } from "../../state.ts";
import { roomsWords } from "../../strings/rooms-words.ts";
import { DialogFrame } from "../../ui/dialog-frame.tsx";
import { NameForm } from "./name-form.tsx";

export function NameDialog({
  state,
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  if (dialog.kind !== "name") return null;
  return (
    <DialogFrame name={roomsWords.name.title} onClose={close}>
      <p class="explain">{roomsWords.name.explain}</p>
      <NameForm state={state} room={dialog.room} onSaved={close} focused />
    </DialogFrame>
  );
}
