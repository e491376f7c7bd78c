/** Type six words: one field, six slots that fill as one types. */
import { useRef, useState } from "preact/hooks";
import type { JoinError } from "@festival-chat/client";
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import { t } from "../strings/t.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { completeTyped, suggestions, takeSuggestion, wordCount, wordSlots } from "./six-words.ts";

function problemOf(error: JoinError): string {
  switch (error.kind) {
    case "word-count":
      return error.count > wordCount ? late.words.tooMany : late.words.count(error.count);
    case "unknown-word":
      return late.words.unknown(error.word);
    case "not-an-invite":
      return t.room.notAnInvite;
  }
}

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
  const slots = wordSlots(text);
  const offered = suggestions(text);

  const write = (next: string): void => {
    setText(next);
    setProblem(undefined);
  };
  const join = async (): Promise<void> => {
    if (busy) return;
    const wrong = slots.find((slot) => slot.word === undefined);
    if (wrong !== undefined || slots.length !== wordCount) {
      setProblem(
        wrong === undefined
          ? problemOf({ kind: "word-count", count: slots.length })
          : late.words.unknown(wrong.typed),
      );
      field.current?.focus();
      return;
    }
    setBusy(true);
    const joined = await state.client.join(slots.map((slot) => slot.word).join(" "));
    setBusy(false);
    if (!joined.ok) return setProblem(problemOf(joined.error));
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
        <input
          ref={field}
          class="words-field"
          aria-label={late.words.field}
          value={text}
          autocomplete="off"
          autocapitalize="none"
          autocorrect="off"
          spellcheck={false}
          enterkeyhint="go"
          dir="ltr"
          autofocus
          aria-invalid={problem !== undefined}
          onInput={(event) => write(completeTyped(event.currentTarget.value))}
        />
        <div class="suggestions" role="group" aria-label={late.words.didYouMean}>
          {offered.map((word) => (
            <button
              key={word}
              type="button"
              class="suggestion"
              onClick={() => {
                write(takeSuggestion(text, word));
                field.current?.focus();
              }}
            >
              {word}
            </button>
          ))}
        </div>
        <div class="slots" aria-hidden="true">
          {Array.from({ length: wordCount }, (_, index) => {
            const slot = slots[index];
            const filled = slot?.word !== undefined;
            return (
              <span
                key={index}
                class={`slot${filled ? " filled" : ""}${slot?.wrong === true ? " wrong" : ""}`}
              >
                {slot?.word ?? slot?.typed ?? late.words.word(index + 1)}
              </span>
            );
          })}
        </div>
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
