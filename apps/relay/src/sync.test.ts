/** Cursors, resets, pages, acks: nobody misses a message, nobody gets one that is not on disk. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import {
  envelopeId,
  type LogEpoch,
  type Seq,
  toSeq,
  wireErrors,
} from "@festival-chat/protocol/wire";
import { createMemoryBackend } from "./backend/memory.ts";
import { testEnvelope, testRoom } from "./raw-member.fixture.ts";
import { relayLimits } from "./relay-limits.ts";
import { virtualRelay, type VirtualMember } from "./virtual-relay.fixture.ts";

const fast = { perSecond: 1e6, burst: 1e6 };
const unhurried = {
  publish: fast,
  publishBytes: fast,
  roomPublish: fast,
  frames: fast,
  appendsPerLink: 1e6,
};

const festival = async (options: Parameters<typeof virtualRelay>[0] = {}) => {
  const world = virtualRelay({ limits: unhurried, ...options });
  const room = testRoom();
  const anna = world.dial();
  const { channel, logEpoch } = await anna.join(room, { certificate: room.certificate() });
  const says = async (count: number, size?: number) => {
    for (let ref = 1; ref <= count; ref++) {
      anna.send({ kind: "publish", channel, ref, envelope: testEnvelope(size) });
    }
    await world.settle();
  };
  return { ...world, room, anna, channel, logEpoch, says };
};

const delivered = (member: VirtualMember): Seq[] =>
  member.inbox.taken("deliver").flatMap(({ records }) => records.map(({ seq }) => seq));

const from = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

test("[S1] ack and delivery come only after the commit", async () => {
  let commit: (() => void) | undefined;
  const random = (length: number) => new Uint8Array(length).fill(1);
  const backend = createMemoryBackend({ now: () => 1, random, defer: (run) => (commit = run) });
  const { dial, settle } = virtualRelay({ backend });
  const room = testRoom();
  const anna = dial();
  const joining = anna.join(room, { certificate: room.certificate() });
  // The room itself needs a commit.
  while (commit === undefined) await new Promise((resolve) => setImmediate(resolve));
  commit();
  const { channel } = await joining;
  anna.send({ kind: "publish", channel, ref: 1, envelope: testEnvelope() });
  await settle();
  equal(anna.inbox.taken("ack").length + anna.inbox.taken("deliver").length, 0);
  commit();
  await settle();
  deepEqual(anna.inbox.taken("ack")[0]?.acks, [{ ref: 1, seq: toSeq(1) }]);
  deepEqual(delivered(anna), [1]);
});

test("[X7] a disk that refuses is a refusal with a pause; reading and joining go on", async () => {
  const { anna, backend, channel, dial, room, says, settle, pass } = await festival();
  await says(3);
  deepEqual(delivered(anna), [1, 2, 3]);
  backend.failNextCommits(1, "disk full");
  await says(1);
  const ben = dial();
  await ben.join(room, { recent: 1 });
  ben.send({ kind: "pull", channel, ref: 7, direction: "before", seq: toSeq(3), limit: 9 });
  await settle();
  deepEqual(delivered(ben), [3]);
  deepEqual(
    ben.inbox.taken("page")[0]?.records.map(({ seq }) => Number(seq)),
    [1, 2],
  );
  const [refusal] = anna.inbox.taken("refuse");
  equal(refusal?.code, wireErrors.Storage.code);
  equal(refusal?.ref, 1);
  ok((refusal?.retryAfter ?? 0) > 0);
  await says(1);
  await pass(relayLimits.flushMaxMillis);
  deepEqual([delivered(anna), delivered(ben)], [[4], [4]]);
});

test("[S5] the same envelope is stored once and acknowledged to all who carry it", async () => {
  const { anna, channel, dial, room, settle } = await festival();
  const carrier = dial();
  await carrier.join(room);
  const envelope = testEnvelope();
  anna.send({ kind: "publish", channel, ref: 1, envelope });
  await settle();
  anna.send({ kind: "publish", channel, ref: 2, envelope });
  carrier.send({ kind: "publish", channel, ref: 9, envelope: envelope.slice() });
  await settle();
  const acks = anna.inbox.taken("ack").flatMap((ack) => ack.acks);
  deepEqual(acks, [
    { ref: 1, seq: toSeq(1) },
    { ref: 2, seq: toSeq(1) },
  ]);
  deepEqual(carrier.inbox.taken("ack")[0]?.acks, [{ ref: 9, seq: toSeq(1) }]);
  deepEqual([delivered(anna), delivered(carrier)], [[1], [1]]);
});

test("[S4] a phone that slept through 300 messages continues where it stood", async () => {
  const { anna, dial, room, logEpoch, says } = await festival();
  const ben = dial();
  await ben.join(room);
  await says(3);
  deepEqual(delivered(ben), [1, 2, 3]);
  ben.cut();
  await says(300);
  const awake = dial();
  const { from: start } = await awake.join(room, { cursor: { logEpoch, seq: toSeq(3) } });
  equal(start, 3);
  deepEqual(delivered(awake), from(4, 303));
  equal(anna.inbox.taken("refuse").length, 0);
});

test("[S4] messages that come while it catches up are not lost between the two", async () => {
  const { dial, room, logEpoch, says, settle } = await festival({
    limits: { ...unhurried, ringKeepBytes: 4_096, ringStartBytes: 1_024 },
  });
  await says(400);
  const ben = dial();
  ben.stall();
  await ben.join(room, { cursor: { logEpoch, seq: toSeq(0) } }).catch(() => undefined);
  for (let i = 0; i < 5; i++) {
    await says(40);
    ben.read();
    ben.stall();
    await settle();
  }
  ben.read();
  await settle();
  deepEqual(delivered(ben), from(1, 600));
});

test("[S2] a cursor of another log is answered with an explicit reset", async () => {
  const { dial, room, says } = await festival();
  await says(5);
  const ben = dial();
  const cursor = { logEpoch: "00000000000000ff" as LogEpoch, seq: toSeq(99) };
  await ben.join(room, { cursor, recent: 2 });
  const [reset] = ben.inbox.taken("reset");
  equal(reset?.reason, "new-log");
  equal(reset?.from, 3);
  deepEqual(delivered(ben), [4, 5]);
});

test("[S2] a cursor beyond the head says that the log was rolled back", async () => {
  const { dial, room, says, logEpoch } = await festival();
  await says(5);
  const ben = dial();
  await ben.join(room, { cursor: { logEpoch, seq: toSeq(9) }, recent: 10 });
  equal(ben.inbox.taken("reset")[0]?.reason, "rolled-back");
  deepEqual(delivered(ben), [1, 2, 3, 4, 5]);
});

test("[S2] a cursor older than the log says what is gone", async () => {
  const { dial, room, says, logEpoch, backend, relay, now, pass } = await festival();
  await says(5);
  await pass(1_000);
  const before = now();
  await says(5);
  await backend.log.trim(before, 100);
  relay.trimmed();
  const ben = dial();
  await ben.join(room, { cursor: { logEpoch, seq: toSeq(2) }, recent: 200 });
  const [reset] = ben.inbox.taken("reset");
  equal(reset?.reason, "trimmed");
  equal(reset?.first, 6);
  deepEqual(delivered(ben), from(6, 10));
});

test("[S2] a reader that is overtaken by retention is told", async () => {
  const { dial, room, says, logEpoch, backend, relay, now, pass } = await festival({
    limits: { ...unhurried, ringKeepBytes: 1_024, ringStartBytes: 1_024 },
  });
  const ben = dial();
  await ben.join(room, { cursor: { logEpoch, seq: toSeq(0) } });
  ben.stall();
  await says(600);
  await pass(1_000);
  await backend.log.trim(now(), 500);
  relay.trimmed();
  await pass(1_000);
  ben.read();
  await pass(1_000);
  const [reset] = ben.inbox.taken("reset");
  equal(reset?.reason, "trimmed");
  equal(reset?.from, 500);
  deepEqual(delivered(ben).slice(-100), from(501, 600));
});

test("[S7] a first join gets the newest messages it asks for, and pulls the older ones", async () => {
  const { backend, dial, room, says, channel, settle } = await festival();
  await says(100);
  const ben = dial();
  const joined = await ben.join(room, { recent: 10 });
  equal(joined.from, 90);
  deepEqual(delivered(ben), from(91, 100));
  const pull = async (direction: "before" | "after", seq: number, limit: number) => {
    const at = toSeq(seq);
    ben.send({ kind: "pull", channel, ref: 5, direction, seq: at, limit });
    await settle();
    const [page] = ben.inbox.taken("page");
    return { more: page?.more, seqs: page?.records.map((record) => Number(record.seq)) };
  };
  deepEqual(await pull("before", 91, 50), { more: true, seqs: from(41, 90) });
  deepEqual(await pull("before", 41, 200), { more: false, seqs: from(1, 40) });
  deepEqual(await pull("after", 0, 2), { more: true, seqs: [1, 2] });
  deepEqual(await pull("after", 98, 200), { more: false, seqs: [99, 100] });
  deepEqual(await pull("before", 1, 200), { more: false, seqs: [] });
  const trimmed = backend.log.trimToSize(0, 200);
  await settle();
  await trimmed;
  deepEqual(await pull("after", 98, 200), { more: false, seqs: [] }, "all of it is gone");
});

test("[S8] phones heal a relay: it asks for what it lacks, at the healing rate", async () => {
  const { dial, settle } = virtualRelay();
  const room = testRoom();
  const anna = dial();
  const { channel } = await anna.join(room, { certificate: room.certificate() });
  const envelopes = Array.from({ length: 40 }, () => testEnvelope());
  const ids = envelopes.map((envelope) => envelopeId(room.id, envelope));
  const publish = (ref: number) => {
    const envelope = envelopes[ref - 1] ?? new Uint8Array(0);
    anna.send({ kind: "publish", channel, ref, envelope });
  };
  publish(1);
  await settle();
  anna.send({ kind: "have", channel, ids });
  await settle();
  deepEqual(anna.inbox.taken("want")[0]?.ids, ids.slice(1));
  for (let ref = 2; ref <= 40; ref++) publish(ref);
  await settle();
  equal(anna.inbox.taken("refuse").length, 0);
  anna.send({ kind: "have", channel, ids });
  await settle();
  deepEqual(anna.inbox.taken("want")[0]?.ids, []);
});

test("[S8] what a member was asked for is a bounded count, whatever it offers", async () => {
  const limits = { wantedIds: 3, publish: { perSecond: 1, burst: 1 } };
  const { dial, settle } = virtualRelay({ limits });
  const room = testRoom();
  const anna = dial();
  const { channel } = await anna.join(room, { certificate: room.certificate() });
  const ids = Array.from({ length: 512 }, () => envelopeId(room.id, testEnvelope()));
  for (let i = 0; i < 3; i++) anna.send({ kind: "have", channel, ids });
  await settle();
  for (let ref = 1; ref <= 6; ref++) {
    anna.send({ kind: "publish", channel, ref, envelope: testEnvelope() });
  }
  await settle();
  const taken = anna.inbox.taken("ack").flatMap(({ acks }) => acks);
  equal(taken.length, 4, "three that were asked for and one that was typed");
  equal(anna.inbox.taken("refuse").length, 2);
});

test("[S9] members in sync are written the very same bytes", async () => {
  const { dial, room, says } = await festival();
  const members = [dial(), dial(), dial()];
  for (const member of members) await member.join(room);
  await says(20);
  const last = members.map(({ messages }) => messages.at(-1));
  ok(last[0] !== undefined && last[0] === last[1] && last[1] === last[2]);
});

test("[S9] under load messages share frames instead of frames multiplying", async () => {
  const { dial, room, says, pass } = await festival();
  const ben = dial();
  await ben.join(room);
  const before = ben.messages.length;
  await says(1);
  equal(ben.messages.length, before + 1, "the first goes out at once");
  for (let i = 0; i < 50; i++) await says(1);
  await pass(100);
  ok(ben.messages.length <= before + 3, "fifty in one window are one frame");
  deepEqual(delivered(ben), from(1, 51));
});

test("[S9] a stalled phone costs a page at most, loses nothing, and is cut off in the end", async () => {
  const { dial, room, says, pass, relay } = await festival();
  const ben = dial();
  await ben.join(room);
  ben.stall();
  const before = ben.messages.length;
  for (let i = 0; i < 20; i++) {
    await says(100);
    await pass(1_000);
  }
  ok(ben.messages.length - before <= 1);
  ben.read();
  await pass(1_000);
  deepEqual(delivered(ben), from(1, 2_000));
  ben.stall();
  await says(1);
  await pass(relayLimits.stalledMillis + 2_000);
  equal(ben.ended(), wireErrors.TooSlow.code);
  equal(relay.gauges().links, 1);
});
