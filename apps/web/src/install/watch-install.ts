/** Counts visits and messages on this phone, and offers to keep the app when the moment has come. */
import { recall, remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";
import type { AppState } from "../state.ts";
import { bring } from "../strings/bring.ts";
import { calmMillis, installOffer, manyWritten } from "./install-offer.ts";
import { installPrompt } from "./install-prompt.ts";
import { seenNow, surfaceOf } from "./surface.ts";

const countOf = (key: string): number => Number(recall(key) ?? "0") || 0;

/** Counts no further than anybody asks. */
function count(key: string, by: number): number {
  const next = Math.min(manyWritten, countOf(key) + by);
  remember(key, String(next));
  return next;
}

function offer(state: AppState, openedAt: number): void {
  const surface = surfaceOf(seenNow(installPrompt.peek() !== undefined));
  const what = installOffer({
    surface,
    openMillis: performance.now() - openedAt,
    written: countOf(lateMemoryKeys.written),
    visits: countOf(lateMemoryKeys.visits),
    installOffered: recall(lateMemoryKeys.installOffered) !== undefined,
    elsewhereOffered: recall(lateMemoryKeys.elsewhereOffered) !== undefined,
  });
  // Whatever else is on top comes first; there will be another moment.
  if (what === "nothing" || state.dialog.peek() !== undefined) return;
  if (state.toast.peek() !== undefined) return;
  if (what === "install") {
    remember(lateMemoryKeys.installOffered, "yes");
    const run = (): void => void (state.dialog.value = { kind: "install" });
    const { title, how } = bring.install;
    state.toast.value = { words: title, action: { words: how, run } };
    return;
  }
  const room = state.room.peek();
  if (room === undefined) return;
  remember(lateMemoryKeys.elsewhereOffered, "yes");
  const { openInSafari, openInChrome, copyLink, copied } = bring.install;
  const run = (): void => {
    navigator.clipboard.writeText(room.link).then(
      () => (state.toast.value = { words: copied }),
      () => (state.dialog.value = { kind: "invite", room }),
    );
  };
  const words = /\bAndroid\b/u.test(navigator.userAgent) ? openInChrome : openInSafari;
  state.toast.value = { words, action: { words: copyLink, run } };
}

/** Safari keeps the address that somebody looks at only if the manifest names none. */
function chooseManifest(): void {
  if (surfaceOf(seenNow(false)) !== "ios") return;
  document.querySelector('link[rel="manifest"]')?.setAttribute("href", "/manifest-ios.webmanifest");
}

export function watchInstall(state: AppState): void {
  const openedAt = performance.now();
  count(lateMemoryKeys.visits, 1);
  chooseManifest();
  const look = (): void => offer(state, openedAt);
  state.client.on((event) => {
    if (event.kind !== "messages") return;
    const own = event.added.filter((message) => message.mine && message.state !== "sent").length;
    if (own === 0) return;
    count(lateMemoryKeys.written, own);
    look();
  });
  setTimeout(look, calmMillis);
}
