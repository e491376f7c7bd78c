/**
 * Words of a state that may flicker: the first at once, then at most every four seconds and only
 * what is still true by then. People read states, not changes.
 */

const pauseMillis = 4_000;

export interface SlowWords {
  say(text: string): void;
  stop(): void;
}

export function createSlowWords(print: (text: string) => void): SlowWords {
  let shown: string | undefined;
  let latest: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  function show(): void {
    timer = undefined;
    if (latest === undefined || latest === shown) return;
    shown = latest;
    print(latest);
    timer = setTimeout(show, pauseMillis);
  }
  return {
    say(text) {
      latest = text;
      if (timer === undefined) show();
    },
    stop: () => clearTimeout(timer),
  };
}
