/** Type six words: one field, six slots that fill as one types. */
import { useState } from "preact/hooks";
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { WordsForm } from "./words-form.tsx";
import { joinProblem } from "./words-problem.ts";

export function WordsDialog({
  state,
  close,
}: {
  readonly state: AppState;
  readonly close: () => void;
}) {
  const [busy, setBusy] = useState(false);

  const join = async (words: readonly string[]): Promise<string | undefined> => {
    setBusy(true);
    const joined = await state.client.join(words.join(" "));
    setBusy(false);
    if (!joined.ok) return joinProblem(joined.error);
    close();
    state.goToRoom(joined.value);
    return undefined;
  };
  return (
    <DialogFrame name={late.words.title} onClose={close}>
      <p class="explain">{late.words.explain}</p>
      <WordsForm
        submit={busy ? late.words.joining : late.words.submit}
        busy={busy}
        onWords={join}
      />
    </DialogFrame>
  );
}
