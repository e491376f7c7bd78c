/** The six words that the other phone shows, or its code. */
import { useRef, useState } from "preact/hooks";
import { WordsField } from "../home/words-field.tsx";
import { readWords } from "../home/words-problem.ts";
import { bring } from "../strings/bring.ts";
import { late } from "../strings/late.ts";
import { LateIcon } from "../ui/late-icons.tsx";

export function TakeWords({
  onWords,
  onScan,
}: {
  readonly onWords: (words: readonly string[]) => void;
  readonly onScan: () => void;
}) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const field = useRef<HTMLInputElement>(null);
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        const read = readWords(text);
        if (read.ok) onWords(read.words);
        else setProblem(read.problem);
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
      <button type="submit" class="button primary">
        {bring.take.yes}
      </button>
      <button type="button" class="button" onClick={onScan}>
        <LateIcon name="scan" />
        {late.home.scan}
      </button>
    </form>
  );
}
