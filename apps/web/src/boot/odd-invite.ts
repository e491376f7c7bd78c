/** A fragment that is no room's: a hand-over, a shortcut of the app's icon, or nothing we know. */
import { isDone, isHandover } from "../handover/handover-links.ts";
import type { AppState } from "../state.ts";
import { t } from "../strings/t.ts";

export function openOddInvite(state: AppState, fragment: string): void {
  if (fragment === "scan" || fragment === "start") state.dialog.value = { kind: fragment };
  else if (!isHandover(fragment)) state.toast.value = { words: t.room.notAnInvite };
  // An icon on the home screen brings its link along each time: once is enough.
  else if (!isDone(fragment)) state.dialog.value = { kind: "take", from: fragment };
}
