/** What is kept, what was lost and how to keep it: begins after the first frame. */
import { recall } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";
import type { AppState } from "../state.ts";
import { lookForApp } from "./know-app.ts";
import { tellLostRooms } from "./lost-rooms.ts";
import { watchInstall } from "./watch-install.ts";

export function startInstall(state: AppState): void {
  const stepBack = (): void => {
    if (recall(lateMemoryKeys.moved) !== undefined) state.dialog.value ??= { kind: "moved" };
  };
  stepBack();
  tellLostRooms(state);
  watchInstall(state);
  lookForApp().then(stepBack, () => {
    // No signal: the next start looks again.
  });
}
