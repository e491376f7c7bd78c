/** Who is seen, and what passes without being kept. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import {
  type DeviceTag,
  idFromBytes,
  type PresenceBody,
  wireErrors,
} from "@festival-chat/protocol/wire";
import { createPresence } from "./presence.ts";
import { keyPair, testRoom } from "./raw-member.fixture.ts";
import { virtualRelay, type VirtualMember } from "./virtual-relay.fixture.ts";

const tag = (n: number): DeviceTag =>
  idFromBytes("DeviceTag", Uint8Array.of(0, 0, 0, 0, 0, 0, n >> 8, n & 255));
const zero = tag(0);
const name = (n: number): Uint8Array => new Uint8Array(20).fill(n);

const camp = async () => {
  const world = virtualRelay();
  const room = testRoom();
  const anna = world.dial();
  const joined = await anna.join(room, { certificate: room.certificate() });
  return { ...world, room, anna, annaTag: joined.device, channel: joined.channel };
};

const bodies = (member: VirtualMember): PresenceBody[] =>
  member.inbox.taken("presence").map(({ body }) => body);

test("[P3] reading announces nothing, announcing shows the sealed name", async () => {
  const { dial, room, anna, channel, pass, annaTag } = await camp();
  const ben = dial();
  const joined = await ben.join(room);
  equal(joined.members, 0);
  await pass(2_000);
  deepEqual(bodies(ben), []);
  anna.send({ kind: "announce", channel, here: true, sealed: name(1) });
  await pass(2_000);
  deepEqual(bodies(ben), [{ mode: "exact", present: [{ tag: annaTag, sealed: name(1) }] }]);
  const late = dial();
  equal((await late.join(room)).members, 1);
  deepEqual(bodies(late), [{ mode: "exact", present: [{ tag: annaTag, sealed: name(1) }] }]);
});

test("[P4] a farewell shows at once, silence after a pause", async () => {
  const { dial, room, anna, channel, pass, annaTag } = await camp();
  const ben = dial();
  const { device: benTag } = await ben.join(room);
  anna.send({ kind: "announce", channel, here: true, sealed: name(1) });
  ben.send({ kind: "announce", channel, here: true, sealed: name(2) });
  await pass(2_000);
  const watcher = dial();
  await watcher.join(room);
  bodies(watcher);
  anna.send({ kind: "announce", channel, here: false, sealed: name(1) });
  ben.cut();
  await pass(2_000);
  deepEqual(bodies(watcher), [{ mode: "change", arrived: [], left: [annaTag] }]);
  await pass(10_000);
  deepEqual(bodies(watcher), []);
  await pass(10_000);
  deepEqual(bodies(watcher), [{ mode: "change", arrived: [], left: [benTag] }]);
});

test("[P4] a phone that was in a tunnel never left", async () => {
  const { dial, room, channel, pass } = await camp();
  const device = keyPair();
  const ben = dial(device);
  await ben.join(room);
  ben.send({ kind: "announce", channel, here: true, sealed: name(2) });
  await pass(2_000);
  const watcher = dial();
  await watcher.join(room);
  bodies(watcher);
  ben.cut();
  await pass(15_000);
  const again = dial(device);
  await again.join(room);
  again.send({ kind: "announce", channel, here: true, sealed: name(2) });
  await pass(30_000);
  deepEqual(bodies(watcher), []);
});

test("[P4] joining again on the same link is no farewell", async () => {
  const { dial, room, anna, channel, pass } = await camp();
  anna.send({ kind: "announce", channel, here: true, sealed: name(1) });
  await pass(2_000);
  const watcher = dial();
  await watcher.join(room);
  bodies(watcher);
  await anna.join(room);
  anna.send({ kind: "announce", channel, here: true, sealed: name(1) });
  await pass(30_000);
  deepEqual(bodies(watcher), []);
  equal((await dial().join(room)).members, 1);
});

test("[P1] two links of one device are one member", async () => {
  const { dial, room, channel, pass } = await camp();
  const device = keyPair();
  const tabs = [dial(device), dial(device)];
  for (const tab of tabs) {
    await tab.join(room);
    tab.send({ kind: "announce", channel, here: true, sealed: name(3) });
  }
  await pass(2_000);
  const watcher = dial();
  equal((await watcher.join(room)).members, 1);
  bodies(watcher);
  tabs[0]?.send({ kind: "leave", channel });
  await pass(30_000);
  deepEqual(bodies(watcher), []);
});

test("[P2] presence is exact up to 100, a digest up to 1,000, a count above", () => {
  const presence = createPresence();
  const add = (first: number, last: number) => {
    for (let n = first; n <= last; n++) presence.announce(tag(n), name(n), true);
    return presence.take();
  };
  equal(add(1, 100).mode, "change");
  equal(presence.snapshot().mode, "exact");
  const digest = add(101, 101);
  equal(digest.mode, "digest");
  equal(add(102, 1_000).mode, "digest");
  deepEqual(add(1_001, 1_001), { mode: "count", count: 1_001 });
  for (let n = 101; n <= 1_001; n++) presence.withdraw(tag(n), 0);
  presence.expire(1);
  const back = presence.take();
  equal(back.mode, "exact", "those who knew a digest get the whole list");
});

test("[P2] the digest does not depend on the order of arrival", () => {
  const digestOf = (order: number[]) => {
    const presence = createPresence();
    for (const n of order) presence.announce(tag(n), name(n), true);
    return presence.take();
  };
  const order = Array.from({ length: 101 }, (_, i) => i + 1);
  deepEqual(digestOf(order), digestOf(order.toReversed()));
});

test("[P2] a roster is the exact list, as often as the relay allows", async () => {
  const { anna, channel, pass, settle, annaTag } = await camp();
  anna.send({ kind: "announce", channel, here: true, sealed: name(1) });
  await pass(2_000);
  bodies(anna);
  anna.send({ kind: "roster", channel });
  deepEqual(bodies(anna), [{ mode: "exact", present: [{ tag: annaTag, sealed: name(1) }] }]);
  for (let i = 0; i < 5; i++) anna.send({ kind: "roster", channel });
  await settle();
  equal(anna.inbox.taken("refuse")[0]?.code, wireErrors.TooFast.code);
});

test("one who came and went between two looks is not reported", () => {
  const presence = createPresence();
  presence.announce(tag(1), name(1), true);
  presence.withdraw(tag(1), 0);
  presence.expire(1);
  deepEqual(presence.take(), { mode: "change", arrived: [], left: [] });
});

test("[P5] typing reaches the others with the relay's word on who types, and nobody who stalls", async () => {
  const { dial, room, anna, annaTag, channel, settle, backend } = await camp();
  const ben = dial();
  const stalled = dial();
  await ben.join(room);
  await stalled.join(room);
  anna.send({ kind: "ephemeral", channel, from: zero, sealed: name(7) });
  await settle();
  stalled.stall();
  anna.send({ kind: "ephemeral", channel, from: zero, sealed: name(8) });
  await settle();
  const written = stalled.messages.length;
  anna.send({ kind: "ephemeral", channel, from: zero, sealed: name(9) });
  await settle();
  const heard = ben.inbox.taken("ephemeral");
  deepEqual(
    heard.map(({ from, sealed }) => [from, sealed[0]]),
    [
      [annaTag, 7],
      [annaTag, 8],
      [annaTag, 9],
    ],
  );
  equal(anna.inbox.taken("ephemeral").length, 0);
  equal(stalled.messages.length, written);
  equal(backend.log.stats().entries, 0);
});

test("[P5] the ephemeral words of all rooms together have a bound, and are counted when dropped", async () => {
  const ephemeralWritesAll = { perSecond: 1, burst: 6 };
  const { relay, dial, settle } = virtualRelay({ limits: { ephemeralWritesAll } });
  for (let i = 0; i < 3; i++) {
    const room = testRoom();
    const anna = dial();
    const ben = dial();
    const { channel, device } = await anna.join(room, { certificate: room.certificate() });
    await ben.join(room);
    for (let word = 0; word < 2; word++) {
      const sealed = new Uint8Array(94);
      anna.send({ kind: "ephemeral", channel, from: device, sealed });
    }
    await settle();
    equal(ben.inbox.taken("ephemeral").length, [2, 1, 0][i]);
  }
  equal(relay.metrics.counter("lossy_limited"), 6);
});

test("[P6] a signal reaches the named device alone, and says who sent it", async () => {
  const { dial, room, anna, annaTag, channel, settle } = await camp();
  const ben = dial();
  const eve = dial();
  const { device: benTag } = await ben.join(room);
  await eve.join(room);
  anna.send({ kind: "signal", channel, to: benTag, from: zero, sealed: name(5) });
  await settle();
  const [signal] = ben.inbox.taken("signal");
  equal(signal?.from, annaTag);
  deepEqual(signal?.sealed, name(5));
  equal(eve.inbox.taken("signal").length, 0);
});

test("presence missed by a stalled phone is sent whole when it reads again", async () => {
  const { dial, room, anna, channel, pass } = await camp();
  const ben = dial();
  await ben.join(room);
  anna.send({ kind: "announce", channel, here: true, sealed: name(1) });
  await pass(2_000);
  bodies(ben);
  ben.stall();
  ben.send({ kind: "ping", token: 1 });
  const cara = dial();
  await cara.join(room);
  cara.send({ kind: "announce", channel, here: true, sealed: name(2) });
  await pass(2_000);
  ben.read();
  const [whole] = bodies(ben);
  ok(whole?.mode === "exact" && whole.present.length === 2);
});
