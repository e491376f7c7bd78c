/** Who gets in, who does not, and what each learns. */
import { deepEqual, equal, notEqual } from "node:assert/strict";
import { mock, test } from "node:test";
import { type Frame, wireErrors } from "@festival-chat/protocol/wire";
import { joinFrame, keyPair, testEnvelope, testRoom } from "./raw-member.fixture.ts";
import { relayLimits } from "./relay-limits.ts";
import { refusalCode, virtualOrigin, virtualRelay } from "./virtual-relay.fixture.ts";

const festival = async () => {
  const world = virtualRelay();
  const room = testRoom();
  const host = world.dial();
  const joined = await host.join(room, { certificate: room.certificate() });
  return { ...world, room, host, joined };
};

const refusedJoin = async (
  change: (frame: ReturnType<typeof joinFrame>) => Frame,
  claimedOrigin = virtualOrigin,
) => {
  const { dial, settle, room, relay } = await festival();
  const outsider = dial();
  outsider.send(
    change(
      joinFrame(outsider.hello, room, outsider.device, virtualOrigin, { origin: claimedOrigin }),
    ),
  );
  await settle();
  equal(outsider.inbox.taken("joined").length, 0);
  equal(relay.gauges().links, 2, "the link stays, so that the phone may try another room");
  return refusalCode(outsider);
};

const flipped = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, i) => (i === 5 ? byte ^ 1 : byte));

test("[L1] the first frame on a link is hello, with a nonce of its own", () => {
  const { dial } = virtualRelay();
  const { hello: first } = dial();
  const { hello: second } = dial();
  equal(first.environment, "development");
  notEqual(Buffer.compare(first.nonce, second.nonce), 0);
});

test("[L5] a join without the room's signature is refused", async () => {
  const code = await refusedJoin((join) => ({
    ...join,
    roomSignature: flipped(join.roomSignature),
  }));
  equal(code, wireErrors.BadSignature.code);
});

test("[L5] a join without the device's signature is refused", async () => {
  const code = await refusedJoin((join) => ({ ...join, deviceKey: keyPair().publicKey }));
  equal(code, wireErrors.BadSignature.code);
});

test("[L5] a join signed for another web origin is refused", async () => {
  equal(await refusedJoin((join) => join, "https://evil.example"), wireErrors.BadSignature.code);
});

test("[L5] a join recorded on another link is refused", async () => {
  const { dial, settle, room, host } = await festival();
  const thief = dial();
  thief.send(joinFrame(host.hello, room, host.device, virtualOrigin));
  await settle();
  equal(refusalCode(thief), wireErrors.BadSignature.code);
});

test("[L4] a room id that is not the hash of the room key is refused", async () => {
  const other = testRoom();
  const code = await refusedJoin((join) => ({ ...join, room: other.id }));
  equal(code, wireErrors.WrongRoom.code);
});

test("[L6] a client nonce is good for one join, whatever came of it", async () => {
  const { dial, settle, room } = await festival();
  const ben = dial();
  const nonce = new Uint8Array(16).fill(9);
  const frame = joinFrame(ben.hello, room, ben.device, virtualOrigin, { nonce });
  ben.send({ ...frame, roomSignature: flipped(frame.roomSignature) });
  await settle();
  equal(refusalCode(ben), wireErrors.BadSignature.code);
  ben.send(frame);
  await settle();
  equal(refusalCode(ben), wireErrors.Replayed.code);
});

test("[L4] nobody finds a room that nobody created, and a certificate creates it", async () => {
  const { dial, settle } = virtualRelay();
  const room = testRoom();
  const ben = dial();
  ben.send(joinFrame(ben.hello, room, ben.device, virtualOrigin));
  await settle();
  equal(refusalCode(ben), wireErrors.NoSuchRoom.code);
  const joined = await ben.join(room, { certificate: room.certificate() });
  deepEqual(joined.certificate, room.certificate());
});

test("[L4] a crowd that brings its room back at once counts as one creation, strangers' rooms do not", async () => {
  const { dial, settle } = virtualRelay({
    limits: { roomCreations: { perSecond: 0.001, burst: 1 } },
  });
  const room = testRoom();
  const crowd = Array.from({ length: 20 }, () => dial());
  for (const { hello, device, send } of crowd) {
    send(joinFrame(hello, room, device, virtualOrigin, { certificate: room.certificate() }));
  }
  await settle();
  deepEqual(
    crowd.map(({ inbox }) => inbox.taken("joined").length),
    crowd.map(() => 1),
  );
  const other = testRoom();
  const stranger = dial();
  const certificate = other.certificate();
  stranger.send(joinFrame(stranger.hello, other, stranger.device, virtualOrigin, { certificate }));
  await settle();
  equal(refusalCode(stranger), wireErrors.TooManyRooms.code);
});

test("[L4] one address cannot take the last rooms of a relay", async () => {
  const limits = {
    rooms: 10,
    roomCreations: { perSecond: 0.001, burst: 12 },
    crowdedRoomCost: 4,
  };
  const { relay, backend, dial, settle } = virtualRelay({ limits });
  const flood = dial();
  for (let i = 0; i < 10; i++) {
    const room = testRoom();
    flood.send(
      joinFrame(flood.hello, room, flood.device, virtualOrigin, {
        certificate: room.certificate(),
      }),
    );
    await settle();
  }
  equal(backend.log.stats().rooms, 9, "eight at the common price, one of the last two");
  equal(relay.metrics.refusals().get("TooManyRooms"), 1);
});

test("[L4] without proof of the room's key nothing of the log is looked at", async () => {
  const { backend, dial, settle } = virtualRelay();
  const room = testRoom();
  await dial().join(room, { certificate: room.certificate() });
  const stranger = dial();
  const { log } = backend;
  const looks: string[] = [];
  for (const name of ["certificate", "extent", "read", "putRoom"] as const) {
    mock.method(log, name, () => {
      looks.push(name);
      throw new Error(name);
    });
  }
  for (const target of [room, testRoom()]) {
    for (const certificate of [undefined, target.certificate()]) {
      const forged = { roomSignature: new Uint8Array(64), certificate };
      stranger.send(joinFrame(stranger.hello, target, stranger.device, virtualOrigin, forged));
      await settle();
      equal(refusalCode(stranger), wireErrors.BadSignature.code);
    }
    const ticket = new Uint8Array(47).fill(1);
    const resume = { kind: "resume", ref: 9, room: target.id, ticket } as const;
    stranger.send({ ...resume, cursor: undefined, recent: 50 });
    await settle();
    equal(refusalCode(stranger), wireErrors.BadTicket.code);
  }
  deepEqual(looks, []);
});

test("a link that tried to join too often is ended, so that a fresh one can", async () => {
  const { dial, settle } = virtualRelay({ limits: { joinAttemptsPerLink: 2 } });
  const room = testRoom();
  const anna = dial();
  await anna.join(room, { certificate: room.certificate() });
  await anna.join(room);
  anna.send(joinFrame(anna.hello, room, anna.device, virtualOrigin));
  await settle();
  equal(anna.ended(), wireErrors.TooFast.code);
  await dial(anna.device).join(room);
});

test("[K7] a certificate that its host did not sign creates nothing", async () => {
  const { dial, settle, backend } = virtualRelay();
  const room = testRoom();
  const ben = dial();
  const forged = { ...room.certificate(), version: 2 };
  ben.send(joinFrame(ben.hello, room, ben.device, virtualOrigin, { certificate: forged }));
  await settle();
  equal(refusalCode(ben), wireErrors.BadCertificate.code);
  equal(backend.log.stats().rooms, 0);
});

test("[B8] a room keeps its host", async () => {
  const { dial, settle, room } = await festival();
  const usurper = dial();
  const certificate = room.certificate(9, keyPair());
  usurper.send(joinFrame(usurper.hello, room, usurper.device, virtualOrigin, { certificate }));
  await settle();
  equal(refusalCode(usurper), wireErrors.BadCertificate.code);
});

test("[B8] a newer card reaches every member, an older one is refused", async () => {
  const { dial, settle, room, host, joined } = await festival();
  const ben = dial();
  await ben.join(room);
  const { channel } = joined;
  host.send({ kind: "card", channel, certificate: room.certificate(2) });
  await settle();
  deepEqual(ben.inbox.taken("card")[0]?.certificate, room.certificate(2));
  host.send({ kind: "card", channel, certificate: room.certificate(1) });
  await settle();
  equal(refusalCode(host), wireErrors.BadCertificate.code);
});

test("[L8] a ticket brings a phone back without a signature, from where it was", async () => {
  const { dial, settle, room, host, joined } = await festival();
  const ben = dial();
  const { ticket, device, logEpoch } = await ben.join(room);
  ben.cut();
  host.send({ kind: "publish", channel: joined.channel, ref: 1, envelope: testEnvelope() });
  await settle();
  const again = dial();
  const cursor = { logEpoch, seq: joined.head };
  again.send({ kind: "resume", ref: 3, room: room.id, ticket, cursor, recent: 0 });
  await settle();
  equal(again.inbox.taken("joined")[0]?.device, device);
  equal(again.inbox.taken("deliver")[0]?.records.length, 1);
});

test("[L8] a ticket that is forged, expired, of another room or origin is refused", async () => {
  const { dial, settle, pass, room, joined } = await festival();
  const { ticket } = joined;
  const other = testRoom();
  await dial().join(other, { certificate: other.certificate() });
  const attempt = async (bytes: Uint8Array, id = room.id, origin = virtualOrigin) => {
    const thief = dial(undefined, origin);
    const cursor = undefined;
    thief.send({ kind: "resume", ref: 3, room: id, ticket: bytes, cursor, recent: 0 });
    await settle();
    return refusalCode(thief);
  };
  const { code } = wireErrors.BadTicket;
  equal(await attempt(flipped(ticket)), code);
  equal(await attempt(ticket.subarray(1)), code);
  equal(await attempt(ticket, other.id), code);
  equal(await attempt(ticket, room.id, "https://evil.example"), code);
  await pass(15 * 60_000);
  equal(await attempt(ticket), code);
});

test("[L2] a link that does not join in time is closed", async () => {
  const { dial, pass } = virtualRelay();
  const silent = dial();
  await pass(relayLimits.joinMillis - 1_000);
  equal(silent.ended(), undefined);
  await pass(3_000);
  equal(silent.ended(), wireErrors.JoinTimeout.code);
});

test("[L11] several rooms share one link", async () => {
  const { dial, settle } = virtualRelay();
  const rooms = [testRoom(), testRoom(), testRoom()];
  const anna = dial();
  const channels: number[] = [];
  for (const room of rooms) {
    const { channel } = await anna.join(room, { certificate: room.certificate() });
    channels.push(channel);
  }
  for (const channel of channels) {
    anna.send({ kind: "publish", channel, ref: channel, envelope: testEnvelope() });
  }
  await settle();
  deepEqual(
    anna.inbox
      .taken("deliver")
      .map(({ channel }) => channel)
      .toSorted(),
    channels,
  );
  anna.send({ kind: "ping", token: 5 });
  const [pong] = anna.inbox.taken("pong");
  equal(pong?.token, 5);
  deepEqual(
    pong?.heads.map(({ head }) => Number(head)),
    [1, 1, 1],
  );
});

test("[X5] a relay that drains or is overloaded lets nobody new in, and says when", async () => {
  const { dial, settle } = virtualRelay({ pressure: () => "refuse-joins" });
  const room = testRoom();
  const ben = dial();
  const { device, hello } = ben;
  ben.send(joinFrame(hello, room, device, virtualOrigin, { certificate: room.certificate() }));
  await settle();
  const [refusal] = ben.inbox.taken("refuse");
  equal(refusal?.code, wireErrors.Overloaded.code);
  equal((refusal?.retryAfter ?? 0) > 0, true);
});
