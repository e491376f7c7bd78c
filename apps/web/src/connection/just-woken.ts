/**
 * A phone that comes out of a pocket: what its line said is old, and what it is about to say is not
 * known yet. So for a moment it says nothing.
 */
import { signal } from "@preact/signals";

/** So long a link takes to show whether it still lives, ms. */
const wakingMillis = 1_000;

const waking = signal(false);

/** Whether the page has just come back into sight. */
export const justWoken = waking;

/** Keeps {@link justWoken} while the line is on the screen. @returns stop */
export function followWaking(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(timer);
    // While nobody looks, too: the first thing to be seen is not what was there before.
    waking.value = true;
    if (document.visibilityState !== "visible") return;
    timer = setTimeout(() => (waking.value = false), wakingMillis);
  };
  const kinds = ["visibilitychange", "resume"] as const;
  for (const kind of kinds) document.addEventListener(kind, look);
  return () => {
    clearTimeout(timer);
    waking.value = false;
    for (const kind of kinds) document.removeEventListener(kind, look);
  };
}
