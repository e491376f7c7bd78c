import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { anna, ben, countingBytes, evening } from "../../test-support/scene.ts";
import { idFromBytes } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";
import { comparePlaced, type Placed, shownMillis } from "./order.ts";

const hour = 3_600_000;
const skew = limits.clockSkewMillis;

test("[E12] a message from a dead zone goes to the hour it was written in", () => {
  equal(shownMillis(evening - 3 * hour, evening), evening - 3 * hour);
});

test("[E12] a message from the future is shown ten minutes ahead at most", () => {
  equal(shownMillis(evening + 3 * hour, evening), evening + skew);
});

const placed: fc.Arbitrary<Placed> = fc.record({
  shownAt: fc.nat({ max: 3 }),
  hlc: fc.record({ ms: fc.nat({ max: 3 }), count: fc.nat({ max: 2 }) }),
  author: fc.constantFrom(anna.author, ben.author),
  ctr: fc.nat({ max: 2 }),
  message: fc.nat({ max: 3 }).map((n) => idFromBytes("MessageId", countingBytes(16, n))),
});

test("[E12] all phones show one order, whatever order messages came in", () => {
  const check = fc.property(fc.array(placed), fc.array(fc.nat()), (messages, keys) => {
    const shuffled = messages
      .map((message, index) => ({ message, key: keys[index] ?? 0 }))
      .sort((a, b) => a.key - b.key)
      .map(({ message }) => message);
    const order = (list: Placed[]) =>
      [...list].sort(comparePlaced).map(({ shownAt, hlc, author, ctr, message }) => {
        return [shownAt, hlc.count, author, ctr, message];
      });
    deepEqual(order(shuffled), order(messages));
  });
  fc.assert(check);
});

test("[E12] an author's messages of one instant stand in the order of their counter", () => {
  const at = { shownAt: evening, hlc: { ms: evening, count: 0 }, author: anna.author };
  const first: Placed = { ...at, ctr: 1, message: idFromBytes("MessageId", countingBytes(16, 9)) };
  const second: Placed = { ...at, ctr: 2, message: idFromBytes("MessageId", countingBytes(16, 1)) };
  deepEqual([second, first].sort(comparePlaced), [first, second]);
});
