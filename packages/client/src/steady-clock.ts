/**
 * Steady clock: time that is never set back.
 *
 * A person or a network may set a phone's clock back by an hour; whatever waits for a moment (the
 * next dial, the next ping) would then wait an hour longer. Here time goes on from where it stood.
 * Set forward it jumps along: things are due early, which costs a ping.
 */
import type { Millis } from "@festival-chat/protocol/wire";
import type { Clock } from "./ports.ts";

/** `clock` in whole milliseconds, as they go over the wire. */
export function createSteadyClock(clock: Clock): Clock {
  let ahead: Millis = 0;
  let latest: Millis = Number.NEGATIVE_INFINITY;
  const now = (): Millis => {
    const wall = Math.floor(clock.now());
    if (wall + ahead < latest) ahead = latest - wall;
    latest = wall + ahead;
    return latest;
  };
  return {
    now,
    wakeAt(at, wake) {
      // Looks at the clock first: it may have been set since the last time.
      const left = at - now();
      clock.wakeAt(latest - ahead + left, wake);
    },
    cancel: () => clock.cancel(),
  };
}
