/** Start a room: one name, one tap. */
import { useRef, useState } from "preact/hooks";
import type { AppState } from "../state.ts";
import { dialogStrings } from "../strings/dialog-strings.ts";
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
      setProblem(dialogStrings.start.needsName);
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
      setProblem(dialogStrings.start.failed);
    }
  };

  return (
    <DialogFrame name={dialogStrings.start.title} onClose={close}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <label class="field">
          <span>{dialogStrings.start.name}</span>
          <input
            ref={field}
            value={name}
            placeholder={dialogStrings.start.example}
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
        <p class="explain">{dialogStrings.start.explain}</p>
        <button type="submit" class="button primary" aria-disabled={busy}>
          {busy ? dialogStrings.start.starting : dialogStrings.start.submit}
        </button>
      </form>
    </DialogFrame>
  );
}
