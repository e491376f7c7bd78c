/**
 * Asks for the screen to stay on. Nobody waits for the answer: it may never come.
 *
 * @returns stops asking, and lets the screen sleep again
 */
export function keepAwake(): () => void {
  let held: WakeLockSentinel | undefined;
  let over = false;
  const release = (lock: WakeLockSentinel): void => {
    lock.release().catch(() => undefined);
  };
  const ask = (): void => {
    if (!("wakeLock" in navigator) || document.visibilityState !== "visible") return;
    try {
      navigator.wakeLock.request("screen").then(
        (lock) => {
          if (over) release(lock);
          else held = lock;
        },
        () => undefined,
      );
    } catch {
      // Not allowed here: the screen sleeps when it likes.
    }
  };
  // The browser lets go whenever the page is hidden.
  document.addEventListener("visibilitychange", ask);
  ask();
  return () => {
    over = true;
    document.removeEventListener("visibilitychange", ask);
    if (held !== undefined) release(held);
  };
}
