/**
 * Waker: the one timer of the engine. Follows the earliest deadline of all its parts, lets others
 * have their turn, and finds out that the page did not run.
 */
import type { Millis } from "@festival-chat/protocol/wire";
import { earlier } from "./core/effect.ts";
import type { Clock } from "./ports.ts";

export interface Waker {
  /** Deadlines may have changed. */
  schedule(): void;
  /** Settles after others had their turn. */
  pause(): Promise<void>;
  stop(): void;
}

/** A timer this late means the page did not run. */
const frozenMillis = 5_000;

/**
 * @param deadline when something is due next, in local time
 * @param wake does what is due; `frozen`: the page did not run, a link may have died unnoticed
 */
export function createWaker(
  clock: Clock,
  deadline: () => Millis | undefined,
  wake: (now: Millis, frozen: boolean) => void,
): Waker {
  const pausing: (() => void)[] = [];
  let timerAt: Millis | undefined;

  function schedule(): void {
    let at = deadline();
    if (pausing.length > 0) at = earlier(at, clock.now());
    // Our clock knows whole milliseconds: for a part of one it would be looked at again and again.
    if (at !== undefined) at = Math.ceil(at);
    if (at === timerAt) return;
    timerAt = at;
    if (at === undefined) clock.cancel();
    else clock.wakeAt(at, tick);
  }

  function tick(): void {
    const planned = timerAt;
    timerAt = undefined;
    const now = clock.now();
    for (const resume of pausing.splice(0)) resume();
    wake(now, planned !== undefined && now > planned + frozenMillis);
  }

  return {
    schedule,
    pause: () =>
      new Promise((resolve) => {
        pausing.push(resolve);
        schedule();
      }),
    stop() {
      clock.cancel();
      timerAt = undefined;
    },
  };
}
