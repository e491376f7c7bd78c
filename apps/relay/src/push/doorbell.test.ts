/** Who is rung by what, how often, and what becomes of pushes that were not taken. */
import { deepEqual, equal } from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { type DeviceTag, type Millis, type RingMode, utf8 } from "@festival-chat/protocol/wire";
import { must, roomId } from "../backend/backend-scene.contract.ts";
import { createMetrics } from "../metrics.ts";
import { type RelayLimits, withLimits } from "../relay-limits.ts";
import { deviceTag } from "./bells.contract.ts";
import { createDoorbell } from "./doorbell.ts";
import { createMemoryBells } from "./memory-bells.ts";
import type { PushAnswer, PushRequest } from "./post-push.ts";
import { createPushIdentity } from "./push-identity.ts";
import { testBrowser } from "./push-station.fixture.ts";

const camp = roomId(1);
const [anna, ben, cleo] = [1, 2, 3].map(deviceTag) as [DeviceTag, DeviceTag, DeviceTag];
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const pause = 15_000;

/** A doorbell in virtual time, with a push service made of a list. */
function doorbellScene(changes: Partial<RelayLimits> = {}) {
  const limits = withLimits(changes);
  const metrics = createMetrics();
  const bells = createMemoryBells({ perRoom: limits.bellsPerRoom, all: limits.bells });
  const posted: PushRequest[] = [];
  const answers: PushAnswer[] = [];
  const looking = new Set<DeviceTag>();
  const timers = new Set<{ at: Millis; run: () => void }>();
  let now: Millis = Date.UTC(2026, 5, 1);
  let letter = 0;
  const doorbell = createDoorbell({
    bells,
    identity: createPushIdentity(privateKey, "mailto:crew@chat.example"),
    poster: {
      async post(request) {
        posted.push(request);
        return answers.shift() ?? { kind: "taken" };
      },
      close: () => undefined,
    },
    limits,
    metrics,
    now: () => now,
    schedule(run, millis) {
      const timer = { at: now + millis, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    allowsLoopback: false,
  });
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await turn();
  };
  return {
    doorbell,
    bells,
    metrics,
    posted,
    answers,
    looking,
    settle,
    async pass(millis: Millis) {
      const end = now + millis;
      for (;;) {
        const due = [...timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers.delete(due);
        now = due.at;
        due.run();
        await settle();
      }
      now = end;
      await settle();
    },
    async subscribe(device: DeviceTag, mode: RingMode = "all") {
      const browser = await testBrowser(`https://push.example/${device}`);
      equal(await doorbell.subscribe(camp, device, mode, browser.target), true);
      return browser;
    },
    /** A message of Anna rings. @returns its envelope */
    async ring(whom: { everybody?: boolean; called?: readonly DeviceTag[] } = {}) {
      const envelope = utf8(`letter ${++letter}`);
      doorbell.ring({
        room: camp,
        envelope,
        author: anna,
        everybody: whom.everybody ?? false,
        called: new Set(whom.called),
        isLooking: (device) => looking.has(device),
      });
      await settle();
      return envelope;
    },
    /** Devices rung since the last look, in order. */
    rung: (): string[] => posted.splice(0).map(({ url }) => url.pathname.slice(1)),
  };
}

test("[R4] everybody is rung but the author and who looks at the app", async () => {
  const scene = doorbellScene();
  for (const device of [anna, ben, cleo]) await scene.subscribe(device);
  scene.looking.add(cleo);
  await scene.ring();
  deepEqual(scene.rung(), [ben]);
});

test("[R4] a mention breaks through where only mentions ring", async () => {
  const scene = doorbellScene();
  await scene.subscribe(ben, "mentions");
  await scene.subscribe(cleo, "all");
  await scene.ring();
  deepEqual(scene.rung(), [cleo]);
  await scene.ring({ called: [ben] });
  deepEqual(scene.rung(), [ben]);
  await scene.ring({ everybody: true });
  deepEqual(scene.rung(), [ben, cleo]);
});

test("[R4] who is called has it once, and it says so", async () => {
  const scene = doorbellScene();
  const browser = await scene.subscribe(ben);
  await scene.subscribe(cleo);
  const envelope = await scene.ring({ called: [ben, anna] });
  const [toBen, toCleo] = scene.posted;
  deepEqual(scene.rung(), [ben, cleo]);
  deepEqual(await browser.read(toBen?.body ?? new Uint8Array(0)), {
    room: camp,
    called: true,
    envelope,
  });
  equal(toBen?.headers["Urgency"], "high");
  equal(toCleo?.headers["Urgency"], "normal");
});

test("[R8] a lively room rings at most once in fifteen seconds, with its newest message", async () => {
  const scene = doorbellScene();
  const browser = await scene.subscribe(ben);
  await scene.ring();
  deepEqual(scene.rung(), [ben]);
  await scene.ring();
  const newest = await scene.ring();
  await scene.pass(pause - 1);
  deepEqual(scene.rung(), []);
  await scene.pass(1);
  const [push] = scene.posted;
  deepEqual(scene.rung(), [ben]);
  deepEqual((await browser.read(push?.body ?? new Uint8Array(0))).envelope, newest);
  await scene.pass(pause);
  deepEqual(scene.rung(), [], "nothing came meanwhile");
  await scene.ring();
  deepEqual(scene.rung(), [ben], "a quiet room rings at once");
});

test("[R8] a call does not wait, unless the room calls all the time", async () => {
  const scene = doorbellScene();
  await scene.subscribe(ben, "mentions");
  for (let i = 0; i < 20; i++) await scene.ring({ everybody: true });
  equal(scene.rung().length, 6);
  await scene.pass(60_000);
  scene.rung();
  await scene.ring({ everybody: true });
  deepEqual(scene.rung(), [ben]);
});

test("[R4] who was looking when a message came, but not any more when it rings, is rung", async () => {
  const scene = doorbellScene();
  await scene.subscribe(ben);
  await scene.ring();
  scene.rung();
  scene.looking.add(ben);
  await scene.ring();
  scene.looking.clear();
  await scene.pass(pause);
  deepEqual(scene.rung(), [ben]);
});

test("[R3] a subscription that the push service ended, in any room, is removed", async () => {
  const scene = doorbellScene();
  await scene.subscribe(ben);
  await scene.subscribe(cleo);
  scene.answers.push({ kind: "gone" });
  await scene.ring();
  deepEqual(scene.rung(), [ben, cleo]);
  equal(must(await scene.bells.get(camp, ben)), undefined);
  equal(scene.bells.count(), 1);
  equal(scene.metrics.counter("pushes_gone"), 1);
});

test("[R3] unsubscribing, and thirty days without a launch, end a subscription", async () => {
  const scene = doorbellScene();
  await scene.subscribe(ben);
  await scene.subscribe(cleo);
  scene.doorbell.unsubscribe(camp, ben);
  await scene.ring();
  deepEqual(scene.rung(), [cleo]);
  await scene.pass(30 * 24 * 3_600_000);
  await scene.doorbell.trim();
  equal(scene.bells.count(), 1);
  await scene.pass(1);
  await scene.doorbell.trim();
  equal(scene.bells.count(), 0);
});

test("a service that asks for a pause gets it, and then the push", async () => {
  const scene = doorbellScene();
  await scene.subscribe(ben);
  scene.answers.push({ kind: "too-fast", retryAfter: 20_000 });
  await scene.ring();
  deepEqual(scene.rung(), [ben]);
  await scene.pass(19_999);
  deepEqual(scene.rung(), []);
  await scene.pass(1);
  deepEqual(scene.rung(), [ben]);
  equal(scene.metrics.counter("pushes"), 1);
});

test("a service that is down is asked seldom, and given up after three times", async () => {
  const scene = doorbellScene();
  await scene.subscribe(ben);
  await scene.subscribe(cleo);
  const down = { kind: "unavailable", retryAfter: undefined } as const;
  scene.answers.push(down, down, down, down, down, down);
  await scene.ring();
  deepEqual(scene.rung(), [ben, cleo]);
  await scene.pass(4_999);
  deepEqual(scene.rung(), []);
  await scene.pass(3_600_000);
  deepEqual(scene.rung(), [ben, cleo, ben, cleo]);
  equal(scene.metrics.counter("pushes_failed"), 2);
  equal(scene.bells.count(), 2, "it may come back");
});

test("pushes beyond what may wait are counted and given up", async () => {
  const scene = doorbellScene({ pushes: 2 });
  for (const n of [2, 3, 4, 5]) await scene.subscribe(deviceTag(n));
  await scene.ring();
  equal(scene.rung().length, 2);
  equal(scene.metrics.counter("pushes_shed"), 2);
});

test("[R7] what is no public https address, or has no key, is not kept", async () => {
  const scene = doorbellScene();
  const { target } = await testBrowser("https://push.example/ben");
  const given = (endpoint: string) =>
    scene.doorbell.subscribe(camp, ben, "all", { ...target, endpoint: utf8(endpoint) });
  for (const endpoint of [
    "http://push.example/ben",
    "https://127.0.0.1/ben",
    "https://localhost/ben",
    "https://10.0.0.1/ben",
    "https://[::1]/ben",
    "https://user:secret@push.example/ben",
    "ftp://push.example/ben",
    "",
  ]) {
    equal(await given(endpoint), false, endpoint);
  }
  const noKey = { ...target, key: new Uint8Array(65) };
  equal(await scene.doorbell.subscribe(camp, ben, "all", noKey), false);
  equal(scene.bells.count(), 0);
  equal(await given("https://push.example/ben"), true);
});
