import { equal, ok } from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { createHistogram } from "./histogram.ts";

describe("histogram", () => {
  test("says nothing about nothing", () => equal(createHistogram().percentile(0.5), undefined));

  test("is right to 1.6 % at every percentile, from microseconds to an hour", () => {
    const durations = fc.array(fc.double({ min: 0.001, max: 3_600_000, noNaN: true }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(durations, fc.double({ min: 0.01, max: 1, noNaN: true }), (millis, share) => {
        const histogram = createHistogram();
        for (const one of millis) histogram.record(one);
        const sorted = millis.toSorted((a, b) => a - b);
        const exact = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? NaN;
        const told = histogram.percentile(share) ?? NaN;
        ok(Math.abs(told - exact) <= exact * 0.016 + 0.001, `${told} for ${exact}`);
      }),
    );
  });

  test("the longest is exact, and negative durations of a clock that stepped count as zero", () => {
    const histogram = createHistogram();
    histogram.record(-5);
    histogram.record(1_234.567);
    equal(histogram.count, 2);
    equal(histogram.percentile(1), 1_234.567);
    equal(histogram.percentile(0.5), 0);
  });
});
