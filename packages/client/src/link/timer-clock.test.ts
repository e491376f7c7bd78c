import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { Clock } from "../ports.ts";
import { createTimerClock } from "./timer-clock.ts";

const DAY = 24 * 60 * 60 * 1_000;

/** A clock over one timer that the test runs. */
function scene(): {
  readonly clock: Clock;
  readonly pauses: number[];
  run(): void;
  armed(): boolean;
} {
  const pauses: number[] = [];
  let timer: (() => void) | undefined;
  const clock = createTimerClock(
    () => 1_000_000,
    (run, afterMillis) => {
      pauses.push(afterMillis);
      timer = run;
      return () => {
        timer = undefined;
      };
    },
  );
  return {
    clock,
    pauses,
    run: () => timer?.(),
    armed: () => timer !== undefined,
  };
}

test("a new wake replaces the one before, and cancel forgets it", () => {
  const { clock, run, armed } = scene();
  const woken: string[] = [];
  clock.wakeAt(1_000_500, () => woken.push("first"));
  clock.wakeAt(1_000_100, () => woken.push("second"));
  run();
  deepEqual(woken, ["second"]);
  clock.wakeAt(1_000_100, () => woken.push("third"));
  clock.cancel();
  equal(armed(), false);
});

test("a time that has passed wakes at once, but not from inside the call", () => {
  const { clock, pauses } = scene();
  let woken = false;
  clock.wakeAt(5, () => (woken = true));
  deepEqual(pauses, [0]);
  equal(woken, false);
});

test("a wake in two months comes once, not at once", () => {
  const { clock, pauses, run } = scene();
  let woken = 0;
  clock.wakeAt(1_000_000 + 60 * DAY, () => (woken += 1));
  for (let i = 0; i < 2; i++) {
    run();
    equal(woken, 0);
  }
  run();
  equal(woken, 1);
  equal(
    pauses.reduce((sum, pause) => sum + pause, 0),
    60 * DAY,
  );
});
