/** Knows when the newest message was really looked at. */
import type { Room } from "@festival-chat/client";

/** So much of a message, or of the screen, has to be in sight. */
const partInSight = 0.5;
/** Shorter than this it was only passed by, ms. */
const lookMillis = 500;

/**
 * Watches the last message of a list until it was seen: half of it in sight for half a second, in a
 * page that is in sight itself. Then everything is read.
 *
 * @returns stops watching
 */
export function watchRead(list: HTMLElement, room: Room): () => void {
  const last = [...list.querySelectorAll("li.message article")].at(-1);
  if (last === undefined || typeof IntersectionObserver === "undefined") return () => undefined;
  let inSight = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(timer);
    if (!inSight || document.visibilityState !== "visible") return;
    timer = setTimeout(() => void room.markRead(), lookMillis);
  };
  const observer = new IntersectionObserver(
    ([entry]) => {
      if (entry === undefined) return;
      // A message longer than the screen never has half of itself in sight.
      const shown = entry.intersectionRect.height;
      inSight = entry.intersectionRatio >= partInSight || shown >= list.clientHeight * partInSight;
      look();
    },
    { root: list, threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6] },
  );
  observer.observe(last);
  document.addEventListener("visibilitychange", look);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener("visibilitychange", look);
  };
}
