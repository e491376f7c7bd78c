/** Who is there? A token, or a passkey. */
import { useState } from "preact/hooks";
import { parseSessionState, routes, tokenForm } from "@festival-chat/protocol/organiser";
import { consoleWords } from "../strings/console/en.ts";
import { type Desk, faultWords } from "./desk.ts";
import { TextField, ViewTitle } from "./parts.tsx";
import { hasPasskeys, proveByPasskey } from "./passkeys.ts";

export function SignIn({ desk }: { readonly desk: Desk }) {
  const words = consoleWords.signIn;
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    const given = token.trim();
    if (!tokenForm.test(given)) return setProblem(words.needsToken);
    setBusy(true);
    const answer = await desk.api.post(routes.signIn, parseSessionState, { token: given });
    const fault = desk.take(answer);
    setBusy(false);
    setProblem(fault && faultWords(fault));
    if (fault === undefined) desk.ended.value = undefined;
  };
  const byPasskey = async (): Promise<void> => {
    setBusy(true);
    const outcome = await proveByPasskey(desk, "sign-in");
    setBusy(false);
    if (outcome === "browser") return setProblem(words.passkeyFailed);
    setProblem(outcome && faultWords(outcome));
    if (outcome === undefined) desk.ended.value = undefined;
  };
  const ended = desk.ended.value;
  return (
    <form
      class="desk-view desk-door"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <ViewTitle title={words.title} />
      {ended !== undefined && <p class="desk-said">{ended}</p>}
      {desk.state.value?.hasPasskeys === true && hasPasskeys() && (
        <button
          type="button"
          class="button primary"
          disabled={busy}
          onClick={() => void byPasskey()}
        >
          {words.passkey}
        </button>
      )}
      <TextField
        words={words.token}
        type="password"
        value={token}
        change={setToken}
        autocomplete="current-password"
      />
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" class="button primary" disabled={busy}>
        {words.submit}
      </button>
      <p class="explain">
        {words.explain} <code>{words.command}</code>
      </p>
    </form>
  );
}
