import { equal } from "node:assert/strict";
import { test } from "node:test";
import { createSteadyClock } from "./steady-clock.ts";

function createWallClock(start: number) {
  let wakeAt: number | undefined;
  const wall = {
    time: start,
    get wakeAt() {
      return wakeAt;
    },
    clock: {
      now: () => wall.time,
      wakeAt: (at: number) => void (wakeAt = at),
      cancel: () => void (wakeAt = undefined),
    },
  };
  return wall;
}

test("a clock set back by an hour delays nothing by an hour", () => {
  const wall = createWallClock(10_000_000);
  const steady = createSteadyClock(wall.clock);
  equal(steady.now(), 10_000_000);
  wall.time -= 3_600_000;
  equal(steady.now(), 10_000_000);
  wall.time += 500;
  equal(steady.now(), 10_000_500);
  steady.wakeAt(10_002_500, () => undefined);
  equal(wall.wakeAt, wall.time + 2_000);
});

test("a clock set back between two looks wakes after the time that was asked for", () => {
  const wall = createWallClock(10_000_000);
  const steady = createSteadyClock(wall.clock);
  const due = steady.now() + 1_000;
  wall.time -= 3_600_000;
  steady.wakeAt(due, () => undefined);
  equal(wall.wakeAt, wall.time + 1_000);
});

test("a clock set forward jumps along, and tells whole milliseconds", () => {
  const wall = createWallClock(1_000.7);
  const steady = createSteadyClock(wall.clock);
  equal(steady.now(), 1_000);
  wall.time += 3_600_000;
  equal(steady.now(), 3_601_000);
});
