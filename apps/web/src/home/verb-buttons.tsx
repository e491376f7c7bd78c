/** The ways into a room that are offered in more than one place. */
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import { LateIcon } from "../ui/late-icons.tsx";

interface Given {
  readonly state: AppState;
}

export function ScanButton({ state }: Given) {
  return (
    <button type="button" class="button" onClick={() => (state.dialog.value = { kind: "scan" })}>
      <LateIcon name="scan" />
      {late.home.scan}
    </button>
  );
}

export function WordsButton({ state }: Given) {
  return (
    <button type="button" class="button" onClick={() => (state.dialog.value = { kind: "words" })}>
      <LateIcon name="words" />
      {late.home.words}
    </button>
  );
}
