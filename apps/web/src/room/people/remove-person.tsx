/** The question before somebody is removed, and what follows: the room goes on in a new one. */
import { useState } from "preact/hooks";
import type { Room } from "@festival-chat/client";
import type { AuthorKey } from "@festival-chat/protocol/wire";
import type { AppState } from "../../state.ts";
import { peopleWords } from "../../strings/people-words.ts";

export function RemovePerson({
  state,
  room,
  person: { author, name },
  close,
}: {
  readonly state: AppState;
  readonly room: Room;
  readonly person: { readonly author: AuthorKey; readonly name: string };
  readonly close: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(false);
  const { removal } = peopleWords;
  const remove = async (): Promise<void> => {
    setBusy(true);
    const powers = await state.client.hostPowers(room.id).catch(() => undefined);
    const removed = await powers?.removeMember(author);
    setBusy(false);
    if (removed?.ok !== true) return setProblem(true);
    const next = removed.value;
    close();
    state.goToRoom(next, { replace: true });
    state.toast.value = {
      words: removal.done(name),
      action: {
        words: removal.invite,
        run: () => (state.dialog.value = { kind: "invite", room: next }),
      },
    };
  };
  return (
    <>
      <p>{removal.explain(name)}</p>
      <p class="explain">{removal.code}</p>
      <p class="explain">{removal.quiet}</p>
      {problem && (
        <p class="problem" role="alert">
          {removal.failed}
        </p>
      )}
      <div class="row">
        <button type="button" class="button danger" disabled={busy} onClick={() => void remove()}>
          {busy ? removal.busy : removal.confirm}
        </button>
        <button type="button" class="button" autofocus disabled={busy} onClick={close}>
          {removal.keep}
        </button>
      </div>
    </>
  );
}
