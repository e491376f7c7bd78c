import { deepEqual, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { drawnSize, firstSize, step } from "../list-view.ts";
import { margin, nextStretch, stretchAround } from "./stretch.ts";

const count = fc.integer({ min: 1, max: 20_000 });

test("around any message of any list as many are drawn as a slow phone draws at once", () => {
  fc.assert(
    fc.property(count, fc.double({ min: 0, max: 0.999, noNaN: true }), (all, share) => {
      const index = Math.floor(all * share);
      const { start, end } = stretchAround(index, all);
      ok(start <= index && index < end);
      ok(end - start === Math.min(all, firstSize));
      ok(start >= 0 && end <= all);
    }),
  );
});

test("scrolling from the end to the beginning and back meets every message, in order, and stays light", () => {
  const all = 3_000;
  let now = { start: all - drawnSize, end: all };
  const seen = [...Array(all).keys()];
  for (const first of [...seen.toReversed(), ...seen]) {
    const last = Math.min(all - 1, first + 9);
    ok(now.start <= first && first < now.end, `${first} is drawn`);
    now = nextStretch(now, first, last, all);
    ok(now.end - now.start >= drawnSize && now.end - now.start <= drawnSize + 3 * margin);
  }
  deepEqual(nextStretch(now, 2_990, 2_999, all), now);
});

test("at rest more is drawn, bit by bit, up to what find-in-page needs, and on the emptier side first", () => {
  fc.assert(
    fc.property(count, fc.double({ min: 0, max: 0.999, noNaN: true }), (all, share) => {
      const index = Math.floor(all * share);
      const last = Math.min(all - 1, index + 9);
      let now = stretchAround(index, all);
      for (;;) {
        const next = nextStretch(now, index, last, all, drawnSize);
        if (next.start === now.start && next.end === now.end) break;
        ok(next.start <= now.start && next.end >= now.end, "nothing goes");
        ok(now.start - next.start + next.end - now.end <= step, "a step at a time");
        now = next;
      }
      ok(now.end - now.start >= Math.min(all, drawnSize));
      ok(now.start === 0 || index - now.start >= margin);
      ok(now.end === all || now.end - last >= margin);
    }),
  );
});

test("what grew while messages came in below is cut to what is around the eye", () => {
  const { start, end } = nextStretch({ start: 500, end: 1_000 }, 600, 610, 1_000);
  ok(start <= 600 - margin && end >= 610 + margin && end - start <= drawnSize);
});

test("a list that is drawn whole stays so", () => {
  const whole = { start: 0, end: 150 };
  deepEqual(nextStretch(whole, 0, 9, 150), whole);
  deepEqual(nextStretch(whole, 140, 149, 150), whole);
});
