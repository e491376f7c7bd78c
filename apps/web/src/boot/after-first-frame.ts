/** What can wait until there is something to see. */
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import { watchDebugKey } from "../debug/watch-debug-key.ts";
import { watchForUpdates } from "./app-update.ts";
import { watchForMakers } from "./makers-language.ts";
import { loadDisplayFace } from "./display-face.ts";
import { followKeyboard } from "./viewport.ts";

export function startAfterFirstFrame(state: AppState): void {
  loadDisplayFace();
  followKeyboard();
  watchForMakers(state);
  watchDebugKey(state);
  watchForUpdates((take) => {
    const { update, updateNow } = late.notice;
    state.toast.value = { words: update, action: { words: updateNow, run: take } };
  });
}
