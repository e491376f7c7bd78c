/** Phones and a relay over real sockets and a real disk. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { after, before, test } from "node:test";
import { type LogRecord, toSeq, wireErrors } from "@festival-chat/protocol/wire";
import { keyPair, testEnvelope, testRoom } from "./raw-member.fixture.ts";
import {
  dial,
  discard,
  type SocketMember,
  testServer,
  type TestServer,
} from "./socket-member.fixture.ts";

const fast = { perSecond: 1e9, burst: 1e9 };
const bulk = { publish: fast, publishBytes: fast, roomPublish: fast, frames: fast, history: fast };

let server: TestServer;
before(async () => {
  server = await testServer({ limits: bulk });
});
after(() => discard(server));

/** Waits until this many records came, and gives them in order. */
async function records(member: SocketMember, count: number): Promise<LogRecord[]> {
  const all: LogRecord[] = [];
  while (all.length < count) all.push(...(await member.inbox.next("deliver")).records);
  return all;
}

/** Publishes and waits for every ack. */
async function says(member: SocketMember, channel: number, count: number, size?: number) {
  let acked = 0;
  for (let ref = 1; ref <= count; ref++) {
    member.send({ kind: "publish", channel, ref, envelope: testEnvelope(size) });
    // A window, as an engine has one: the relay bounds what one link has under way.
    while (ref - acked >= 100) acked += (await member.inbox.next("ack")).acks.length;
  }
  while (acked < count) acked += (await member.inbox.next("ack")).acks.length;
}

const isChain = (list: readonly LogRecord[], from: number): boolean =>
  list.every(({ prev }, i) => prev === (list[i - 1]?.seq ?? from));

test("[L5, S1] two phones join by signature and talk", async () => {
  const room = testRoom();
  const anna = await dial(server);
  const ben = await dial(server);
  const joinedAnna = await anna.join(room, { certificate: room.certificate() });
  const joinedBen = await ben.join(room);
  equal(joinedAnna.channel, joinedBen.channel);
  deepEqual(joinedBen.certificate, room.certificate());
  const envelope = testEnvelope();
  anna.send({ kind: "publish", channel: joinedAnna.channel, ref: 7, envelope });
  const ack = await anna.inbox.next("ack");
  const [record] = await records(ben, 1);
  equal(ack.acks[0]?.ref, 7);
  equal(record?.seq, ack.acks[0]?.seq);
  equal(record?.prev, joinedBen.from);
  deepEqual(record?.envelope, envelope);
  anna.hangUp();
  ben.hangUp();
});

test("[S4, S7] a phone that slept resumes from its cursor, and pulls what is older", async () => {
  const room = testRoom();
  const anna = await dial(server);
  const { channel, logEpoch } = await anna.join(room, { certificate: room.certificate() });
  await says(anna, channel, 500);
  const ben = await dial(server);
  const { from } = await ben.join(room, { cursor: { logEpoch, seq: toSeq(100) } });
  const caught = await records(ben, 400);
  ok(isChain(caught, from));
  ben.send({ kind: "pull", channel, ref: 9, direction: "before", seq: toSeq(101), limit: 200 });
  const page = await ben.inbox.next("page");
  equal(page.more, false);
  equal(page.records.length, 100);
  anna.hangUp();
  ben.hangUp();
});

test("[L8, S4, B9] a relay that is restarted takes its tickets and cursors back", async () => {
  const origin = "https://chat.example";
  const environ = { WEB_ORIGINS: origin };
  const first = await testServer({ environ });
  const room = testRoom();
  const anna = await dial(first, keyPair(), origin);
  const joined = await anna.join(room, { certificate: room.certificate() });
  await says(anna, joined.channel, 3);
  await first.close();
  const second = await testServer({ dataDir: first.dataDir, environ });
  const back = await dial(second, keyPair(), origin);
  const { ticket, logEpoch } = joined;
  const cursor = { logEpoch, seq: toSeq(1) };
  back.send({ kind: "resume", ref: 1, room: room.id, ticket, cursor, recent: 0 });
  const again = await back.inbox.next("joined");
  equal(again.device, joined.device);
  equal(again.logEpoch, logEpoch);
  equal((await records(back, 2)).length, 2);
  await discard(second);
});

test("[S2] a relay with a new database resets a cursor of the old one", async () => {
  const old = await testServer();
  const room = testRoom();
  const anna = await dial(old);
  const { logEpoch, channel } = await anna.join(room, { certificate: room.certificate() });
  await says(anna, channel, 2);
  await discard(old);
  const ben = await dial(server);
  const cursor = { logEpoch, seq: toSeq(2) };
  await ben.join(room, { cursor, certificate: room.certificate() });
  const reset = await ben.inbox.next("reset");
  equal(reset.reason, "new-log");
  equal(reset.head, 0);
  ben.hangUp();
});

test("[S9] a phone that stops reading delays nobody and gets everything in the end", async () => {
  const room = testRoom();
  const anna = await dial(server);
  const slow = await dial(server);
  const { channel } = await anna.join(room, { certificate: room.certificate() });
  await slow.join(room);
  slow.webSocket.pause();
  const size = 16_400;
  const count = 700;
  await says(anna, channel, count, size);
  equal((await records(anna, count)).length, count);
  slow.webSocket.resume();
  const caught = await records(slow, count);
  ok(isChain(caught, 0));
  anna.hangUp();
  slow.hangUp();
});

test("[L10] a relay that is stopped says bye, closes with 1012 and ends", async () => {
  const stopping = await testServer({ environ: { DRAIN_RECONNECT_SECONDS: "3-9" } });
  const room = testRoom();
  const anna = await dial(stopping);
  await anna.join(room, { certificate: room.certificate() });
  const ended = stopping.drain();
  const bye = await anna.inbox.next("bye");
  equal(bye.code, wireErrors.Draining.code);
  ok(bye.reconnectAfter >= 3_000 && bye.reconnectAfter <= 9_000);
  equal(await anna.closed(), 1012);
  await ended;
  await discard(stopping);
});
