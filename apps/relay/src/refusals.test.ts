/** What is refused, with which code: nothing is dropped silently, and no refusal costs others anything. */
import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import { test } from "node:test";
import {
  type DeviceTag,
  encodeFrame,
  envelopeId,
  type Frame,
  frameTypes,
  idFromBytes,
  toSeq,
  wireErrors,
} from "@festival-chat/protocol/wire";
import { testEnvelope, type TestRoom, testRoom } from "./raw-member.fixture.ts";
import { relayLimits } from "./relay-limits.ts";
import { refusalCode, virtualRelay } from "./virtual-relay.fixture.ts";

const festival = async (limits: Parameters<typeof virtualRelay>[0] = {}) => {
  const world = virtualRelay(limits);
  const room = testRoom();
  const anna = world.dial();
  const joined = await anna.join(room, { certificate: room.certificate() });
  return { ...world, room, anna, channel: joined.channel, device: joined.device };
};

const noDevice = idFromBytes("DeviceTag", new Uint8Array(8));

/** A frame of each kind that speaks of a joined room, by the rate that it is counted against. */
const roomFrames = (room: TestRoom, channel: number, device: DeviceTag) => {
  const sealed = new Uint8Array(94);
  return {
    publish: { kind: "publish", channel, ref: 4, envelope: testEnvelope() },
    publishBytes: { kind: "publish", channel, ref: 4, envelope: testEnvelope() },
    history: { kind: "pull", channel, ref: 4, direction: "after", seq: toSeq(0), limit: 1 },
    have: { kind: "have", channel, ids: [] },
    announce: { kind: "announce", channel, here: true, sealed },
    roster: { kind: "roster", channel },
    ephemeral: { kind: "ephemeral", channel, from: device, sealed },
    signal: { kind: "signal", channel, to: device, from: device, sealed },
    card: { kind: "card", channel, certificate: room.certificate(2) },
  } as const satisfies Record<string, Frame>;
};

test("[X5] every rate of a device has a refusal that says when to come back", async () => {
  for (const name of Object.keys(roomFrames(testRoom(), 1, noDevice))) {
    const limits = { [name]: { perSecond: 0.5, burst: 1 } };
    const { anna, room, channel, device, pass, settle } = await festival({ limits });
    const frame = new Map<string, Frame>(Object.entries(roomFrames(room, channel, device))).get(
      name,
    );
    if (frame === undefined) throw new Error(name);
    anna.send(frame);
    await settle();
    equal(anna.inbox.taken("refuse").length, 0, name);
    anna.send(frame);
    await settle();
    const [refusal] = anna.inbox.taken("refuse");
    deepEqual(
      [refusal?.refused, refusal?.code, refusal?.ref],
      [frameTypes[frame.kind], wireErrors.TooFast.code, "ref" in frame ? frame.ref : 0],
      name,
    );
    ok((refusal?.retryAfter ?? 0) > 0, name);
    await pass(refusal?.retryAfter ?? 0);
    anna.send(frame);
    await settle();
    notEqual(anna.inbox.taken("refuse")[0]?.code, wireErrors.TooFast.code, name);
  }
});

test("[X4] frames of a room that is not joined on this link are refused", async () => {
  const { dial, settle, room, channel, device } = await festival();
  const ben = dial();
  const frames: Frame[] = Object.values(roomFrames(room, channel, device));
  for (const frame of [...frames, { kind: "leave", channel } as const]) {
    ben.send(frame);
    await settle();
    const [refusal] = ben.inbox.taken("refuse");
    equal(refusal?.code, wireErrors.NotJoined.code, frame.kind);
    deepEqual(
      [refusal?.refused, refusal?.ref],
      [frameTypes[frame.kind], "ref" in frame ? frame.ref : 0],
    );
  }
});

test("[X5] offers of all rooms together are looked up at a rate, the rest come again", async () => {
  const { dial, pass, settle } = virtualRelay({
    limits: { offeredIds: { perSecond: 100, burst: 150 } },
  });
  const room = testRoom();
  const anna = dial();
  const { channel } = await anna.join(room, { certificate: room.certificate() });
  const ids = Array.from({ length: 100 }, () => envelopeId(room.id, testEnvelope()));
  const have = { kind: "have", channel, ids } as const;
  anna.send(have);
  anna.send(have);
  await settle();
  equal(anna.inbox.taken("want").length, 1);
  const [refusal] = anna.inbox.taken("refuse");
  equal(refusal?.code, wireErrors.Overloaded.code);
  await pass(refusal?.retryAfter ?? 0);
  anna.send(have);
  await settle();
  equal(anna.inbox.taken("want").length, 1);
});

test("[X5] a room as a whole has a rate", async () => {
  const { dial, settle } = virtualRelay({
    limits: { roomPublish: { perSecond: 1, burst: 5 } },
  });
  const room = testRoom();
  const anna = dial();
  const { channel } = await anna.join(room, { certificate: room.certificate() });
  for (let ref = 1; ref <= 6; ref++) {
    anna.send({ kind: "publish", channel, ref, envelope: testEnvelope() });
  }
  await settle();
  equal(refusalCode(anna), wireErrors.RoomTooFast.code);
});

test("[X2] bytes that are no frame end the link with a code", async () => {
  const { dial, settle } = await festival();
  for (const bytes of [new Uint8Array(0), Uint8Array.of(2, 1), Uint8Array.of(20, 1, 1)]) {
    const ben = dial();
    ben.sendBytes(bytes);
    await settle();
    equal(ben.ended(), wireErrors.Malformed.code);
  }
  const relayFrame = dial();
  relayFrame.sendBytes(encodeFrame({ kind: "ack", channel: 1, acks: [] }));
  equal(relayFrame.ended(), wireErrors.Malformed.code);
});

test("[F4] frames of a later version are counted and ignored", async () => {
  const { dial, relay, settle } = await festival();
  const ben = dial();
  ben.sendBytes(Uint8Array.of(200, 1, 2, 3));
  await settle();
  equal(ben.ended(), undefined);
  equal(relay.metrics.counter("frames_unknown"), 1);
});

test("[X6] an envelope over the limit is refused by its ref, and the link stays", async () => {
  const { anna, channel, settle } = await festival();
  anna.send({ kind: "publish", channel, ref: 8, envelope: new Uint8Array(17_000) });
  await settle();
  const [refusal] = anna.inbox.taken("refuse");
  equal(refusal?.code, wireErrors.TooLarge.code);
  equal(refusal?.ref, 8);
  equal(anna.ended(), undefined);
});

test("[X5] whoever earns refusals without end is cut off", async () => {
  const { dial, settle } = await festival();
  const flood = dial();
  for (let i = 0; i < 200; i++) flood.send({ kind: "leave", channel: 999 });
  await settle();
  equal(flood.ended(), wireErrors.TooFast.code);
  ok(flood.inbox.taken("refuse").length <= relayLimits.refusals.burst);
});
