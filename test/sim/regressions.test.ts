/** Seeds and scenes that once failed, kept for ever. */
import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { festival } from "./festival.ts";
import { rememberPointChecks } from "./fake-signatures.ts";
import { planOf } from "./plan.ts";
import { runPlan } from "./run-plan.ts";

const hour = 3_600_000;

/** What went wrong, and seeds in which it did. */
const failures: readonly { readonly what: string; readonly seeds: readonly number[] }[] = [
  { what: "a clock set back by an hour kept a half-open link for an hour", seeds: [26] },
  {
    what: "on a slow mast the relay hung up before a lost room could be brought back",
    seeds: [44, 82, 97],
  },
  {
    what: "a room joined while storage was denied vanished when its tab became leader",
    seeds: [123, 152],
  },
  { what: "other tabs did not hear what a full disk took late", seeds: [1291] },
  { what: "pings put off the end of a dead link on a slow mast", seeds: [1554] },
  {
    what: "records that retention took were missed before all that had come was read",
    seeds: [1904],
  },
  { what: "messages of a fast clock changed places while they were stamped", seeds: [1282, 1454] },
];

for (const { what, seeds } of failures) {
  for (const seed of seeds) {
    test(`seed ${seed}: ${what}`, async () => {
      rememberPointChecks();
      const { violation } = await runPlan(planOf(seed));
      deepEqual(violation, undefined);
    });
  }
}

test("a phone whose clock is set back by an hour finds a dead link within a minute", async () => {
  const { anna, ben, pass } = await festival({ seed: 26 });
  anna.arrives();
  await pass(1_000);
  ben.arrives();
  await pass(5_000);
  ben.hangs();
  ben.clockRuns(-hour);
  await pass(5_000);
  anna.says();
  await pass(60_000);
  deepEqual(ben.timeline, ["anna.0 1"]);
});

test("a relay that lost its room is healed over a mast with four seconds there and back", async () => {
  const { anna, ben, relay, pass, settled } = await festival({ seed: 44, latencyMillis: 2_000 });
  anna.arrives();
  await pass(20_000);
  ben.arrives();
  await pass(20_000);
  anna.says();
  await pass(20_000);
  relay.kill(false);
  relay.startFrom("nothing");
  await settled();
  equal(relay.records().length, 1);
});

test("a room joined while storage is denied stays on the screen", async () => {
  const { anna, ben, pass, settled } = await festival({ seed: 152 });
  anna.arrives();
  await pass(2_000);
  ben.diskFails("denied", 5);
  ben.arrives();
  await pass(5_000);
  anna.says();
  await settled();
  deepEqual(ben.timeline, ["anna.0 1"]);
});

test("a tab shows what the leading tab kept in memory while the disk was full", async () => {
  const { ben, anna, pass, settled } = await festival({ seed: 1_291 });
  anna.arrives();
  await pass(1_000);
  ben.arrives();
  await pass(2_000);
  ben.diskFails("full", 1);
  ben.says();
  await pass(2_000);
  ben.arrives(1);
  await pass(60_000);
  await settled();
  const second = ben.phone.tabs[1]?.room?.messages().length;
  equal(second, 1);
});
