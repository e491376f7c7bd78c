/** Opens the late parts before they are needed, where that costs no bytes or somebody is about to do something. */
import { loadLateParts } from "./late-parts.ts";
import { mediaMatches } from "./media.ts";

/** @param opened called when they are here */
export function openLateParts(opened: () => void): void {
  let done = false;
  const open = async (): Promise<void> => {
    if (done || !(await loadLateParts()) || done) return;
    done = true;
    opened();
  };
  const start = (): void => void open();
  for (const touch of ["pointerdown", "keydown", "wheel"]) {
    addEventListener(touch, start, { once: true, passive: true });
  }
  // Once the service worker answers for this page, everything is on the phone already.
  const worker = "serviceWorker" in navigator ? navigator.serviceWorker : undefined;
  worker?.addEventListener("controllerchange", start, { once: true });
  if (worker?.controller || mediaMatches("(forced-colors: active)")) start();
}
