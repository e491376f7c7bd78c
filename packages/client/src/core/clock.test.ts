import { deepEqual, ok } from "node:assert/strict";
import { test } from "node:test";
import { limits } from "@festival-chat/protocol/wire";
import fc from "fast-check";
import { createHybridClock } from "./clock.ts";

const later = (a: { ms: number; count: number }, b: { ms: number; count: number }): boolean =>
  b.ms > a.ms || (b.ms === a.ms && b.count > a.count);

test("[E12] a clock more than ten minutes off gives way to the relay's", () => {
  for (const skew of [-3_600_000, -limits.clockSkewMillis - 1, limits.clockSkewMillis + 1]) {
    const clock = createHybridClock();
    const now = 1_000_000_000 + skew;
    clock.relaySaid(1_000_000_000, now);
    deepEqual(clock.next(now), { ms: 1_000_000_000, count: 0 });
  }
});

test("[E12] a clock within ten minutes is believed", () => {
  for (const skew of [-limits.clockSkewMillis, 0, limits.clockSkewMillis]) {
    const clock = createHybridClock();
    const now = 1_000_000_000 + skew;
    clock.relaySaid(1_000_000_000, now);
    deepEqual(clock.next(now), { ms: now, count: 0 });
  }
});

test("an answer is later than what it answers, even when its author's clock runs behind", () => {
  const clock = createHybridClock();
  const seen = { ms: 5_000, count: 3 };
  clock.observe(seen, 1_000);
  ok(later(seen, clock.next(1_000)));
});

test("[E12] a message from the far future does not drag our clock along", () => {
  const clock = createHybridClock();
  clock.observe({ ms: 1_000 + limits.clockSkewMillis + 1, count: 0 }, 1_000);
  deepEqual(clock.next(1_000), { ms: 1_000, count: 0 });
});

test("own messages stay in order across launches, whatever the clock did", () => {
  const clock = createHybridClock();
  clock.observeOwn({ ms: 9_000_000_000, count: 65_535 });
  deepEqual(clock.next(1_000), { ms: 9_000_000_001, count: 0 });
});

test("each message is later than the one before, whatever the clock does", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { maxLength: 200 }), (times) => {
      const clock = createHybridClock();
      let last = { ms: -1, count: 0 };
      for (const now of times) {
        const next = clock.next(now);
        ok(later(last, next));
        last = next;
      }
    }),
  );
});
