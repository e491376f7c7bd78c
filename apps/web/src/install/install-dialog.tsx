/** Keep this for the weekend: the browser's own way, where there is one, and three pictures elsewhere. */
import { useEffect, useState } from "preact/hooks";
import type { GivingState } from "@festival-chat/client/handover";
import { FramedWords } from "../invite/spoken-words.tsx";
import type { AppState } from "../state.ts";
import { bring } from "../strings/bring.ts";
import stylesAddress from "../style/invite.css?url";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { lateStyles } from "../ui/late-styles.ts";
import { InstallSteps } from "./install-steps.tsx";
import { installPrompt } from "./install-prompt.ts";
import { leaveForApp } from "./leave-for-app.ts";
import { seenNow, surfaceOf } from "./surface.ts";

export const installStyles = (): Promise<void> => lateStyles(stylesAddress);

/** By hand, on phones of Apple: the rooms are left for the app meanwhile. */
function ByHand({ state }: { readonly state: AppState }) {
  const [left, setLeft] = useState<GivingState | undefined>(undefined);
  useEffect(() => leaveForApp(setLeft), []);
  useEffect(() => {
    if (left?.kind === "taken") state.dialog.value = { kind: "moved" };
  }, [left?.kind]);
  return (
    <>
      <InstallSteps />
      {left?.kind === "offered" && left.ready && (
        <>
          <p class="explain" role="status">
            {bring.install.carries}
          </p>
          <FramedWords
            words={left.words}
            label={bring.install.wordsLabel}
            hint={bring.install.words}
          />
        </>
      )}
    </>
  );
}

export function InstallDialog({
  state,
  close,
}: {
  readonly state: AppState;
  readonly close: () => void;
}) {
  const prompt = installPrompt.value;
  const surface = surfaceOf(seenNow(prompt !== undefined));
  const install = async (): Promise<void> => {
    installPrompt.value = undefined;
    const answer = await prompt?.prompt();
    if (answer?.outcome === "accepted") state.toast.value = { words: bring.install.done };
    close();
  };
  return (
    <DialogFrame name={bring.install.title} onClose={close}>
      <p class="explain">{bring.install.explain}</p>
      {surface === "prompt" && (
        <button type="button" class="button primary" onClick={() => void install()}>
          {bring.install.install}
        </button>
      )}
      {surface === "ios" && <ByHand state={state} />}
      {surface === "installed" && <p>{bring.install.installed}</p>}
      {(surface === "other" || surface === "in-app") && <p>{bring.install.menu}</p>}
    </DialogFrame>
  );
}
