/** What the host can do with a room. */
import type { AppState, Dialog } from "../../state.ts";
import { peopleWords } from "../../strings/people-words.ts";
import { DialogFrame } from "../../ui/dialog-frame.tsx";

export function HostDialog({
  state,
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  if (dialog.kind !== "host") return null;
  void state.changesOf(dialog.room.id).value;
  return (
    <DialogFrame name={peopleWords.host.title} onClose={close}>
      <p class="explain">{dialog.room.name}</p>
    </DialogFrame>
  );
}
