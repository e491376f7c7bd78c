/** Type six words: one field, six slots that fill as one types. */
import { useRef, useState } from "preact/hooks";
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { placeOf } from "./six-words.ts";
import { WordsField } from "./words-field.tsx";
import { joinProblem, readWords } from "./words-problem.ts";

export function WordsDialog({
  state,
  close,
}: {
  readonly state: AppState;
  readonly close: () => void;
}) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  const join = async (): Promise<void> => {
    if (busy) return;
    const read = readWords(text);
    if (!read.ok) {
      setProblem(read.problem);
      field.current?.focus();
      // The caret goes to the word that is wrong: its suggestions are shown.
      if (read.index !== undefined) {
        const { end } = placeOf(text, read.index);
        field.current?.setSelectionRange(end, end);
      }
      return;
    }
    setBusy(true);
    const joined = await state.client.join(read.words.join(" "));
    setBusy(false);
    if (!joined.ok) return setProblem(joinProblem(joined.error));
    close();
    state.goToRoom(joined.value);
  };

  return (
    <DialogFrame name={late.words.title} onClose={close}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void join();
        }}
      >
        <p class="explain">{late.words.explain}</p>
        <WordsField
          field={field}
          text={text}
          wrong={problem !== undefined}
          onText={(next) => {
            setText(next);
            setProblem(undefined);
          }}
        />
        {problem !== undefined && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" class="button primary" aria-disabled={busy}>
          {busy ? late.words.joining : late.words.submit}
        </button>
      </form>
    </DialogFrame>
  );
}
