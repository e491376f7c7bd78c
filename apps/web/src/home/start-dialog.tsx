/** Start a room: one name, one tap. */
import { useRef, useState } from "preact/hooks";
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";

export function StartDialog({
  state,
  close,
}: {
  readonly state: AppState;
  readonly close: () => void;
}) {
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  const start = async (): Promise<void> => {
    if (busy) return;
    if (name.trim() === "") {
      setProblem(late.start.needsName);
      field.current?.focus();
      return;
    }
    setBusy(true);
    try {
      const room = await state.client.createRoom(name.trim());
      close();
      state.goToRoom(room);
    } catch {
      setBusy(false);
      setProblem(late.start.failed);
    }
  };

  return (
    <DialogFrame name={late.start.title} onClose={close}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <label class="field">
          <span>{late.start.name}</span>
          <input
            ref={field}
            value={name}
            placeholder={late.start.example}
            maxLength={48}
            autocomplete="off"
            autocapitalize="words"
            enterkeyhint="go"
            dir="auto"
            autofocus
            aria-invalid={problem !== undefined}
            onInput={(event) => {
              setName(event.currentTarget.value);
              setProblem(undefined);
            }}
          />
        </label>
        {problem !== undefined && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <p class="explain">{late.start.explain}</p>
        <button type="submit" class="button primary" aria-disabled={busy}>
          {busy ? late.start.starting : late.start.submit}
        </button>
      </form>
    </DialogFrame>
  );
}
