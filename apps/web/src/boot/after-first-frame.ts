/** What can wait until there is something to see. */
import type { AppState } from "../state.ts";
export { createRelaySettings } from "@festival-chat/client/settings";
import { watchAnnouncements } from "../announcements/watch-announcements.ts";
import { catchInstallPrompt } from "../install/install-prompt.ts";
import { watchForUpdates } from "./app-update.ts";
import { openInvite, takeInvite } from "./invite-link.ts";
import { calm } from "./calm.ts";
import { lateParts, loadLateParts } from "./late-parts.ts";
import { mediaMatches } from "./media.ts";

/** How the app looks once it is installed: nothing the first frame waits for. */
function linkManifest(): void {
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = "/manifest.webmanifest";
  document.head.append(link);
}

/** A link of a room pasted into the address bar of the open app. */
function hearPastedLinks(state: AppState): void {
  addEventListener("hashchange", () => {
    const pasted = takeInvite();
    if (pasted !== undefined) void openInvite(state, pasted);
  });
}

export function startAfterFirstFrame(state: AppState): void {
  catchInstallPrompt();
  linkManifest();
  hearPastedLinks(state);
  void startLateThings(state, watchAnnouncements(state));
  // Its frames are in the late styles.
  if (mediaMatches("(forced-colors: active)")) void loadLateParts();
  watchForUpdates(async (take) => {
    await loadLateParts();
    const words = lateParts.peek()?.late.notice;
    if (words === undefined) return;
    const { update, updateNow } = words;
    state.toast.value = { words: update, action: { words: updateNow, run: take } };
  });
}

/** Behind everything else: without signal there will be a next start, and nothing of the app needs it. */
async function startLateThings(state: AppState, startAnnouncements: () => void): Promise<void> {
  await calm;
  startAnnouncements();
  try {
    const [{ startReach }, { startInstall }, { showEnvironment }] = await Promise.all([
      import("../reach/start-reach.ts"),
      import("../install/start-install.ts"),
      import("../environment/show-environment.ts"),
      loadLateParts(),
    ]);
    lateParts.peek()?.startWords(state);
    showEnvironment(state);
    startReach(state);
    startInstall(state);
    const { watchNearby } = await import("../nearby/watch-nearby.ts");
    await watchNearby(state);
  } catch {
    // No signal.
  }
}
