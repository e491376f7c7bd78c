/** Scenes of a festival: each shows one promise being kept. The thousands are run by main.ts. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { timing } from "@festival-chat/protocol/wire";
import { festival } from "./festival.ts";
import { planOf } from "./plan.ts";
import { runPlan } from "./run-plan.ts";

const minute = 60_000;

test("Anna and Ben talk; Cleo comes late and reads all of it", async () => {
  const { anna, ben, cleo, pass, settled } = await festival({ seed: 7 });
  anna.arrives();
  await pass(1_000);
  ben.arrives();
  await pass(2_000);
  anna.says(3);
  await pass(5_000);
  ben.says(2);
  await pass(20_000);
  cleo.arrives();
  await settled();
  deepEqual(cleo.timeline, ["anna.0 1", "anna.0 2", "anna.0 3", "ben.0 1", "ben.0 2"]);
  deepEqual(anna.timeline, cleo.timeline);
});

test("what was written without network goes out when it returns, in order and once", async () => {
  const { anna, ben, pass, settled } = await festival({ seed: 8 });
  anna.arrives();
  await pass(1_000);
  ben.arrives();
  await pass(2_000);
  ben.losesNetwork();
  ben.says(30);
  await pass(3 * minute);
  equal(anna.timeline.length, 0);
  equal(ben.timeline.length, 30);
  ben.findsNetwork();
  await settled();
  deepEqual(anna.timeline, ben.timeline);
  equal(anna.timeline.length, 30);
});

test("a phone whose battery dies with unsent messages sends them after its restart", async () => {
  const { anna, ben, pass, settled } = await festival({ seed: 9 });
  anna.arrives();
  await pass(1_000);
  ben.arrives();
  await pass(2_000);
  ben.losesNetwork();
  ben.says(2);
  await pass(1_000);
  ben.battery();
  ben.findsNetwork();
  await pass(minute);
  ben.arrives();
  await settled();
  deepEqual(anna.timeline, ["ben.0 1", "ben.0 2"]);
});

test("a relay killed in mid-sentence loses nothing that it acknowledged", async () => {
  const { anna, ben, relay, pass, settled } = await festival({ seed: 10 });
  anna.arrives();
  await pass(1_000);
  ben.arrives();
  await pass(2_000);
  for (let i = 0; i < 12; i++) {
    anna.says();
    ben.says();
    await pass(i * 7);
    relay.kill(i % 2 === 0);
    await pass(500);
    relay.start();
    await pass(minute);
  }
  await settled();
  equal(anna.timeline.length, 24);
  equal(relay.records().length, 24);
});

test("phones bring back what a relay lost with its disk", async () => {
  const { anna, ben, cleo, relay, pass, settled } = await festival({ seed: 11 });
  anna.arrives();
  await pass(1_000);
  ben.arrives();
  await pass(2_000);
  anna.says(4);
  ben.says(4);
  await pass(10_000);
  anna.battery();
  relay.kill(false);
  relay.startFrom("nothing");
  await pass(minute);
  cleo.arrives();
  await settled();
  equal(cleo.timeline.length, 8);
});

test("a link that died without a word is found within ten seconds of a send", async () => {
  const { anna, ben, pass } = await festival({ seed: 12 });
  anna.arrives();
  await pass(1_000);
  ben.arrives();
  await pass(2_000);
  ben.hangs();
  ben.says();
  await pass(10_000);
  ok(ben.phone.connections().length > 0, "dialled anew");
  deepEqual(anna.timeline, ["ben.0 1"]);
});

test("one silent link after the other, each as it joins, is found within ten seconds", async () => {
  const { anna, ben, cleo, world, pass, settled } = await festival({ seed: 19 });
  anna.arrives();
  await pass(1_000);
  ben.arrives();
  cleo.arrives();
  await pass(2_000);
  ben.hangs();
  ben.says();
  for (let n = 1; n <= 5; n++) {
    const since = world.time.now();
    // What is said meanwhile, Ben's phone has to catch up with before it may send.
    cleo.says();
    while (ben.phone.connections().length === 0) await pass(5);
    const pause = timing.backoffMinMillis * 2 ** n;
    ok(world.time.now() - since <= 10_000 + pause, `link ${n}: ${world.time.now() - since} ms`);
    await pass(40 + 15 * n);
    ben.hangs();
  }
  await settled();
  equal(anna.timeline.length, 6);
});

test("a full disk is told, and the words travel all the same", async () => {
  const { anna, ben, pass, settled } = await festival({ seed: 13 });
  anna.arrives();
  await pass(1_000);
  ben.arrives();
  await pass(2_000);
  ben.diskFails("full", 1_000);
  ben.says(2);
  await pass(10_000);
  deepEqual(anna.timeline, ["ben.0 1", "ben.0 2"]);
  const kinds = ben.phone.tabs[0]?.client?.notices.map(({ kind }) => kind);
  deepEqual(kinds, ["storage-full"]);
  await settled();
});

test("two tabs of one phone write as one author and never collide", async () => {
  const { anna, ben, pass, settled } = await festival({ seed: 14 });
  anna.arrives();
  await pass(1_000);
  ben.arrives();
  await pass(2_000);
  ben.arrives(1);
  await pass(500);
  for (let i = 0; i < 5; i++) {
    ben.says(1, 0);
    ben.says(1, 1);
    await pass(1_500);
  }
  await settled();
  equal(anna.timeline.length, 10);
  equal(new Set(anna.room.messages().map(({ author }) => author)).size, 1);
});

test("records that retention took are told as a gap", async () => {
  const { anna, ben, relay, pass } = await festival({ seed: 15 });
  anna.arrives();
  await pass(1_000);
  ben.arrives();
  await pass(2_000);
  anna.says();
  await pass(1_000);
  ben.losesNetwork();
  for (let i = 0; i < 8; i++) {
    anna.says();
    await pass(2_000);
  }
  relay.trim(2, () => undefined);
  await pass(1_000);
  ben.findsNetwork();
  await pass(minute);
  deepEqual(ben.timeline, ["anna.0 1", "anna.0 8", "anna.0 9"]);
  deepEqual(
    ben.room.gaps().map(({ missing }) => missing),
    [6],
  );
});

test("the same seed gives the same festival, to the last event", async () => {
  for (const seed of [3, 44, 152]) {
    const [first, second] = [await runPlan(planOf(seed)), await runPlan(planOf(seed))];
    deepEqual(second, first);
  }
});
