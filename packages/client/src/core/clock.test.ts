import { deepEqual, ok } from "node:assert/strict";
import { test } from "node:test";
import { limits } from "@festival-chat/protocol/wire";
import fc from "fast-check";
import { createHybridClock } from "./clock.ts";

const later = (a: { ms: number; count: number }, b: { ms: number; count: number }): boolean =>
  b.ms > a.ms || (b.ms === a.ms && b.count > a.count);

test("[E12] a wrong clock is bent to ten minutes around the relay's", () => {
  const fast = createHybridClock();
  fast.relaySaid(1_000_000_000, 1_003_600_000);
  deepEqual(fast.next(1_003_600_000), { ms: 1_000_000_000 + limits.clockSkewMillis, count: 0 });
  const slow = createHybridClock();
  slow.relaySaid(1_000_000_000, 996_400_000);
  deepEqual(slow.next(996_400_000), { ms: 1_000_000_000 - limits.clockSkewMillis, count: 0 });
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
