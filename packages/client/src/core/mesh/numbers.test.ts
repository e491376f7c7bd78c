import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { meshLimits } from "@festival-chat/protocol/wire";
import { createNumbers, heldOf, lackingOf, rangesOf } from "./numbers.ts";

const set = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 40 });
const numbersOf = (all: readonly number[]) => {
  const numbers = createNumbers();
  for (const one of all) numbers.add(one);
  return numbers;
};
const sorted = (all: readonly number[]) => all.toSorted((a, b) => a - b);
const inside = (ranges: readonly { from: number; to: number }[]) =>
  sorted(
    ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)),
  );

test("numbers are the set that was put in, in few ranges", () => {
  fc.assert(
    fc.property(set, set, (put, gone) => {
      const numbers = numbersOf(put);
      for (const one of gone) numbers.remove(one);
      const left = put.filter((one) => !gone.includes(one));
      deepEqual(inside(numbers.ranges), sorted(left));
      for (let i = 1; i < numbers.ranges.length; i++) {
        const [before, after] = [numbers.ranges[i - 1], numbers.ranges[i]];
        ok(before !== undefined && after !== undefined && before.to + 1 < after.from);
      }
    }),
    { numRuns: 300 },
  );
});

test("[G3] what is told of a chain reads back as it was, or as less where it does not fit", () => {
  fc.assert(
    fc.property(set, (put) => {
      const { ranges } = numbersOf(put);
      const held = heldOf(ranges);
      equal(held === undefined, put.length === 0);
      if (held === undefined) return;
      const told = inside(rangesOf(held));
      if (held.steps.length < meshLimits.heldSteps) deepEqual(told, sorted(put));
      else for (const one of told) ok(put.includes(one));
    }),
    { numRuns: 300 },
  );
});

test("a chain that is held from its beginning is told in one number", () => {
  deepEqual(heldOf([{ from: 1, to: 9 }]), { top: 9, steps: [] });
  deepEqual(heldOf([{ from: 30, to: 50 }]), { top: 50, steps: [21] });
});

test("[G4] what is lacked is the highest of what the other has and this phone has not", () => {
  fc.assert(
    fc.property(set, set, fc.integer({ min: 1, max: 30 }), (mine, theirs, most) => {
      const lacking = lackingOf(numbersOf(mine).ranges, numbersOf(theirs).ranges, most);
      const all = sorted(theirs.filter((one) => !mine.includes(one)));
      deepEqual(inside(lacking), all.slice(-most));
    }),
    { numRuns: 500 },
  );
});
