/** Before an act that cannot be taken back: what will happen, and once more who asks for it. */
import { useState } from "preact/hooks";
import { parseSessionState, routes, tokenForm } from "@festival-chat/protocol/organiser";
import { consoleWords } from "../strings/console/en.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { type Desk, faultWords, type Question } from "./desk.ts";
import { TextField } from "./parts.tsx";
import { hasPasskeys, proveByPasskey } from "./passkeys.ts";

export function ConfirmDialog({
  desk,
  question,
}: {
  readonly desk: Desk;
  readonly question: Question;
}) {
  const words = consoleWords.stepUp;
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const session = desk.session.value;
  const asksProof = question.needsProof && (session?.steppedUpUntil ?? 0) <= desk.now();
  const close = (): void => {
    if (desk.question.peek() === question) desk.question.value = undefined;
  };
  const run = async (): Promise<void> => {
    const fault = await question.run();
    setBusy(false);
    if (fault !== undefined) return setProblem(faultWords(fault));
    close();
  };
  const submit = async (): Promise<void> => {
    setProblem(undefined);
    if (asksProof) {
      const given = token.trim();
      if (!tokenForm.test(given)) return setProblem(consoleWords.signIn.needsToken);
      setBusy(true);
      const answer = await desk.api.post(routes.stepUp, parseSessionState, { token: given });
      const fault = desk.take(answer);
      if (fault !== undefined) {
        setBusy(false);
        return setProblem(faultWords(fault));
      }
    }
    setBusy(true);
    await run();
  };
  const byPasskey = async (): Promise<void> => {
    setBusy(true);
    const outcome = await proveByPasskey(desk, "step-up");
    if (outcome === undefined) return run();
    setBusy(false);
    setProblem(outcome === "browser" ? consoleWords.signIn.passkeyFailed : faultWords(outcome));
  };
  return (
    <DialogFrame name={question.title} onClose={close}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>{question.what}</p>
        {asksProof && (
          <TextField
            words={words.proof}
            type="password"
            value={token}
            change={setToken}
            autocomplete="current-password"
          />
        )}
        {problem !== undefined && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <button
          type="submit"
          class={question.isDangerous ? "button danger-button" : "button primary"}
          disabled={busy}
        >
          {busy ? words.working : question.act}
        </button>
        {asksProof && (session?.passkeys.length ?? 0) > 0 && hasPasskeys() && (
          <button type="button" class="button" disabled={busy} onClick={() => void byPasskey()}>
            {words.passkey}
          </button>
        )}
        <button type="button" class="button" onClick={close}>
          {consoleWords.cancel}
        </button>
      </form>
    </DialogFrame>
  );
}
