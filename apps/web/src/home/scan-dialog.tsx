/** Scan or paste a code: camera, a photo, or whatever a friend sent. */
import { useState } from "preact/hooks";
import { isHandover } from "../handover/handover-links.ts";
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import { t } from "../strings/t.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { LateIcon } from "../ui/late-icons.tsx";
import { Camera, type CameraState } from "./camera.tsx";
import { readCode } from "./read-code.ts";
import { WordsButton } from "./verb-buttons.tsx";

export function ScanDialog({
  state,
  close,
}: {
  readonly state: AppState;
  readonly close: () => void;
}) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [camera, setCamera] = useState<CameraState>("starting");

  const open = async (invite: string): Promise<boolean> => {
    if (isHandover(invite)) {
      state.dialog.value = { kind: "take", from: invite };
      return true;
    }
    const joined = await state.client.join(invite.trim());
    if (!joined.ok) {
      setProblem(t.room.notAnInvite);
      return false;
    }
    close();
    state.goToRoom(joined.value);
    return true;
  };
  const readPhoto = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    try {
      const picture = await createImageBitmap(file);
      const code = await readCode(picture, "thorough");
      picture.close();
      if (code === undefined) setProblem(late.scan.noCode);
      else await open(code);
    } catch {
      setProblem(late.scan.noCode);
    }
  };

  return (
    <DialogFrame name={late.scan.title} onClose={close}>
      <Camera onCode={open} onState={setCamera} />
      {(camera === "none" || camera === "denied") && <WordsButton state={state} />}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void open(text);
        }}
      >
        <label class="field">
          <span>{late.scan.paste}</span>
          <input
            value={text}
            placeholder={late.scan.pasteExample}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            enterkeyhint="go"
            dir="ltr"
            onInput={(event) => {
              setText(event.currentTarget.value);
              setProblem(undefined);
            }}
          />
        </label>
        <div class="row">
          <button type="submit" class="button primary">
            {late.scan.submit}
          </button>
          <label class="button file-button">
            <LateIcon name="photo" />
            {late.scan.photo}
            <input
              type="file"
              accept="image/*"
              class="visually-hidden"
              onChange={(event) => void readPhoto(event.currentTarget.files?.[0])}
            />
          </label>
        </div>
      </form>
    </DialogFrame>
  );
}
