import { equal, ok } from "node:assert/strict";
import { test } from "node:test";
import * as bounds from "./bounds.ts";
import { createPace } from "./pace.ts";

test("[X5] a refusal teaches the relay's rate, a burst of refusals teaches it once", () => {
  const pace = createPace();
  ok(pace.free);
  for (let i = 0; i < 7; i++) pace.refused(50, 1_000);
  equal(pace.gapMillis, 50 * bounds.paceCaution);
});

test("[X5] refusals that go on slow the pace down, but never beyond a bound", () => {
  const pace = createPace();
  for (let now = 0; now < 1e6; now += 10_000) pace.refused(50, now);
  equal(pace.gapMillis, bounds.paceMaxMillis);
});

test("acks shorten the pause until there is none", () => {
  const pace = createPace();
  pace.refused(1_000, 0);
  let acks = 0;
  for (; !pace.free && acks < 1_000; acks++) pace.acked();
  ok(pace.free);
  ok(acks > 100, "one ack is no proof that more is granted");
});
