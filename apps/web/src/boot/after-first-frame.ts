/** What can wait until there is something to see. */
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import { watchDebugKey } from "../debug/watch-debug-key.ts";
import { catchInstallPrompt } from "../install/install-prompt.ts";
import { watchForUpdates } from "./app-update.ts";
import { watchForMakers } from "./makers-language.ts";
import { loadDisplayFace } from "./display-face.ts";
import { followKeyboard } from "./viewport.ts";

export function startAfterFirstFrame(state: AppState): void {
  catchInstallPrompt();
  loadDisplayFace();
  followKeyboard();
  import("../install/start-install.ts").then(
    ({ startInstall }) => startInstall(state),
    () => undefined,
  );
  watchForMakers(state);
  watchDebugKey(state);
  void startReaching(state);
  watchForUpdates((take) => {
    const { update, updateNow } = late.notice;
    state.toast.value = { words: update, action: { words: updateNow, run: take } };
  });
}

/** Behind everything else: without signal there will be a next start. */
async function startReaching(state: AppState): Promise<void> {
  try {
    (await import("../reach/start-reach.ts")).startReach(state);
  } catch {
    // Nothing of the app needs it.
  }
}
