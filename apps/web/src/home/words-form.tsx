/** Six words and a button: reads them, says what is wrong with them, and points at the wrong one. */
import { useRef, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { placeOf } from "./six-words.ts";
import { WordsField } from "./words-field.tsx";
import { readWords } from "./words-problem.ts";

export function WordsForm({
  submit,
  busy = false,
  onWords,
  children,
}: {
  /** What the button says. */
  readonly submit: string;
  readonly busy?: boolean;
  /** @returns what is wrong with six words that are all in the list */
  readonly onWords: (words: readonly string[]) => Promise<string | undefined> | undefined;
  /** What stands below the button. */
  readonly children?: ComponentChildren;
}) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const field = useRef<HTMLInputElement>(null);

  const read = async (): Promise<void> => {
    if (busy) return;
    const found = readWords(text);
    if (found.ok) return setProblem(await onWords(found.words));
    setProblem(found.problem);
    field.current?.focus();
    if (found.index === undefined) return;
    // The caret goes to the word that is wrong: its suggestions are shown.
    const { end } = placeOf(text, found.index);
    field.current?.setSelectionRange(end, end);
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void read();
      }}
    >
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
        {submit}
      </button>
      {children}
    </form>
  );
}
