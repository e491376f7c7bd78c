/** Two phones and a relay over real sockets. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { after, before, test } from "node:test";
import { testEnvelope, testRoom } from "./raw-member.fixture.ts";
import { dial, discard, testServer, type TestServer } from "./socket-member.fixture.ts";

let server: TestServer;
before(async () => {
  server = await testServer();
});
after(() => discard(server));

test("[L5] two phones join by signature and talk", async () => {
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
  const delivered = await ben.inbox.next("deliver");
  equal(ack.acks[0]?.ref, 7);
  equal(delivered.records[0]?.seq, ack.acks[0]?.seq);
  equal(delivered.records[0]?.prev, joinedBen.from);
  deepEqual(delivered.records[0]?.envelope, envelope);
  ok(joinedAnna.ticket.length > 0);
  anna.hangUp();
  ben.hangUp();
});
