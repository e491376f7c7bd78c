/** Heartbeats, drain, idle rooms: a relay that lives long and ends well. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { wireErrors } from "@festival-chat/protocol/wire";
import { createMemoryBackend } from "./backend/memory.ts";
import { testEnvelope, testRoom } from "./raw-member.fixture.ts";
import { relayLimits } from "./relay-limits.ts";
import { virtualOrigin, virtualRelay } from "./virtual-relay.fixture.ts";

test("a link that answers no ping is given up after two misses, one that answers stays", async () => {
  const { dial, pass, relay } = virtualRelay();
  const room = testRoom();
  const anna = dial();
  const dead = dial();
  await anna.join(room, { certificate: room.certificate() });
  await dead.join(room);
  dead.answersPings = false;
  await pass(4 * relayLimits.heartbeatMillis);
  equal(dead.ended(), "destroyed");
  equal(anna.ended(), undefined);
  equal(relay.gauges().links, 1);
});

test("[L10] drain says bye to each link with a slot of its own, and then closes it", async () => {
  const { dial, relay, settle } = virtualRelay();
  const room = testRoom();
  const members = [dial(), dial(), dial(), dial()];
  for (const member of members) await member.join(room, { certificate: room.certificate() });
  const draining = relay.drain();
  await settle();
  await draining;
  const slots = members.map(({ inbox }) => inbox.taken("bye")[0]?.reconnectAfter ?? -1);
  equal(new Set(slots).size, members.length);
  ok(slots.every((slot) => slot >= 20_000 && slot <= 60_000));
  deepEqual(
    members.map((member) => member.ended()),
    [1012, 1012, 1012, 1012],
  );
  ok(relay.admit("one") > 0);
});

test("[L10, S1] what was being committed when the drain began is acknowledged before the end", async () => {
  let commit: () => void = () => undefined;
  const commits: (() => void)[] = [];
  const random = (length: number) => new Uint8Array(length).fill(1);
  let held = false;
  const backend = createMemoryBackend({
    now: () => 1,
    random,
    defer: (run) => {
      commit = run;
      if (held) commits.push(run);
      else queueMicrotask(run);
    },
  });
  const { dial, relay, settle } = virtualRelay({ backend });
  const room = testRoom();
  const anna = dial();
  const { channel } = await anna.join(room, { certificate: room.certificate() });
  held = true;
  anna.send({ kind: "publish", channel, ref: 1, envelope: testEnvelope() });
  const draining = relay.drain();
  await settle();
  equal(anna.ended(), undefined);
  commit();
  await settle();
  await draining;
  deepEqual(
    anna.inbox.all
      .slice(-3)
      .map(({ kind }) => kind)
      .toSorted(),
    ["ack", "bye", "deliver"],
  );
  equal(anna.ended(), wireErrors.Draining.code);
});

test("a room nobody is in gives its memory back, and is there again when somebody comes", async () => {
  const { dial, pass, relay, settle } = virtualRelay();
  const room = testRoom();
  const anna = dial();
  const { channel } = await anna.join(room, { certificate: room.certificate() });
  anna.send({ kind: "publish", channel, ref: 1, envelope: testEnvelope() });
  await settle();
  ok(relay.gauges().ringBytes > 0);
  await pass(2 * relayLimits.roomIdleMillis);
  equal(relay.gauges().ringBytes, 0);
  equal(relay.gauges().rooms, 1);
  anna.cut();
  await pass(2 * relayLimits.roomIdleMillis);
  equal(relay.gauges().rooms, 0);
  const ben = dial();
  await ben.join(room, { recent: 5 });
  await settle();
  equal(ben.inbox.taken("deliver")[0]?.records.length, 1);
});

test("the process sheds links that lag when its heap is nearly full", async () => {
  let pressure: "none" | "shed" = "none";
  const { dial, pass } = virtualRelay({ pressure: () => pressure });
  const room = testRoom();
  const anna = dial();
  const lagging = dial();
  const { channel } = await anna.join(room, { certificate: room.certificate() });
  await lagging.join(room);
  lagging.stall();
  anna.send({ kind: "publish", channel, ref: 1, envelope: testEnvelope() });
  await pass(1_000);
  pressure = "shed";
  await pass(2_000);
  equal(lagging.ended(), wireErrors.TooSlow.code);
  equal(anna.ended(), undefined);
});

test("a page of an origin that is not allowed is told so and nothing else", async () => {
  const { dial, settle } = virtualRelay({
    allowsOrigin: (origin) => origin === "https://chat.example",
  });
  const page = dial(undefined, "https://evil.example");
  await settle();
  equal(page.ended(), wireErrors.WrongOrigin.code);
  deepEqual(
    page.inbox.all.map(({ kind }) => kind),
    ["refuse", "bye"],
  );
});

test("a flood of upgrades of one address leaves the others their share", () => {
  const { relay } = virtualRelay({
    limits: {
      handshakes: { perSecond: 1, burst: 1_000 },
      handshakesPerIp: { perSecond: 1, burst: 10 },
    },
  });
  for (let i = 0; i < 10_000; i++) relay.admit("flood");
  let others = 0;
  while (relay.admit(`other ${others}`) === 0) others++;
  ok(others >= 190, `${others} others`);
});

test("a flood of WebSocket pings ends the link", () => {
  const { relay } = virtualRelay({ limits: { frames: { perSecond: 1, burst: 20 } } });
  let closed: number | undefined;
  const link = relay.accept(
    {
      send: () => true,
      pendingBytes: () => 0,
      ping: () => undefined,
      close: (code) => (closed = code),
      destroy: () => undefined,
    },
    { origin: virtualOrigin, ipTag: "one" },
  );
  for (let i = 0; i < 20; i++) equal(link.controlFrame(), true);
  equal(link.controlFrame(), false);
  equal(closed, wireErrors.TooFast.code);
});

test("a room that people are in is not forgotten, though nobody writes", async () => {
  const { backend, dial, pass, settle, now } = virtualRelay({ limits: { roomKeepMillis: 5_000 } });
  const room = testRoom();
  const anna = dial();
  const { channel } = await anna.join(room, { certificate: room.certificate() });
  for (let i = 0; i < 5; i++) {
    await pass(10_000);
    const trimmed = backend.log.trim(now() - 9_000, 100);
    await settle();
    await trimmed;
  }
  const held = await backend.log.certificate(room.id);
  deepEqual(held, { ok: true, value: room.certificate() });
  const ben = dial();
  await ben.join(room);
  anna.send({ kind: "publish", channel, ref: 1, envelope: testEnvelope() });
  await settle();
  equal(ben.inbox.taken("deliver")[0]?.records[0]?.prev, 0);
});

test("a crowd behind one address is let in, until it would take the room of the others", () => {
  const limits = { handshakes: { perSecond: 1, burst: 1_000 } };
  const { relay } = virtualRelay({ limits });
  let admitted = 0;
  while (relay.admit("crowd") === 0) admitted++;
  ok(admitted >= 190, `${admitted} of one address`);
  equal(relay.admit("another"), 0);
});
