/** What can wait until there is something to see. */
import { watchForUpdates } from "./app-update.ts";
import { loadDisplayFace } from "./display-face.ts";
import { followKeyboard } from "./viewport.ts";

/** @param onWaiting called with what takes a new version when one is ready */
export function startAfterFirstFrame(onWaiting: (take: () => void) => void): void {
  loadDisplayFace();
  followKeyboard();
  watchForUpdates(onWaiting);
}
