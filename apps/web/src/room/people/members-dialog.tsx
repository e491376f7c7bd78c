/** Everybody known in a room: who is here, who is host, and what one can do about them. */
import { peopleOf } from "@festival-chat/client/extras";
import type { AppState, Dialog } from "../../state.ts";
import { peopleWords } from "../../strings/people-words.ts";
import { DialogFrame } from "../../ui/dialog-frame.tsx";

export function MembersDialog({
  state,
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  if (dialog.kind !== "members") return null;
  const { room } = dialog;
  void state.changesOf(room.id).value;
  const people = peopleOf(room);
  return (
    <DialogFrame name={peopleWords.members.title} onClose={close}>
      {people.length === 0 && <p class="explain">{peopleWords.members.nobody}</p>}
      <ul>
        {people.map(({ author, name }) => (
          <li key={author}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </DialogFrame>
  );
}
