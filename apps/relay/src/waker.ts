/** The one timer of the relay: carries out its wish to be ticked. */
import type { Millis } from "@festival-chat/protocol/wire";

export interface Waker {
  /** Ticks after `delay`; 0 means when this turn of the event loop is over. */
  wake(delay: Millis): void;
  stop(): void;
}

export function createWaker(tick: () => void): Waker {
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;
  let stopped = false;
  function run(): void {
    clearTimeout(timer);
    immediate = undefined;
    timer = undefined;
    if (!stopped) tick();
  }
  return {
    wake(delay) {
      if (stopped || immediate !== undefined) return;
      clearTimeout(timer);
      timer = undefined;
      if (delay <= 0) immediate = setImmediate(run);
      else timer = setTimeout(run, Math.min(delay, 60_000));
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      clearImmediate(immediate);
    },
  };
}
