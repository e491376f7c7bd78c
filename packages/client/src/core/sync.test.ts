import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import {
  type Frame,
  type FrameKind,
  type FrameOf,
  frameTypes,
  idFromBytes,
  noExtensions,
  toSeq,
  wireErrors,
} from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import type { RoomEffect } from "./effect.ts";
import { epoch, ownEntry, recordOf, recordsOf, room } from "./entry.fixture.ts";
import { createHeal } from "./heal.ts";
import { createLog } from "./log.ts";
import { createOutbox } from "./outbox.ts";
import { createSync, type SyncPorts } from "./sync.ts";

const channel = 9;

function roomAt(
  seq: number | undefined,
  certificate: ReturnType<SyncPorts["certificate"]> = "nothing",
) {
  let ref = 0;
  const nextRef = (): number => (ref += 1);
  const random = (): number => 0;
  const cursor = seq === undefined ? undefined : { logEpoch: epoch(1), seq: toSeq(seq) };
  const log = createLog(room, { cursor, earliest: seq === undefined ? undefined : toSeq(1) });
  const outbox = createOutbox(nextRef);
  const heal = createHeal(random);
  const ports = { log, outbox, heal, nextRef, random, certificate: () => certificate };
  return { log, outbox, heal, sync: createSync(ports) };
}

const joinOf = (effects: readonly RoomEffect[]) => effects.find((effect) => effect.kind === "join");
function sentOf<K extends FrameKind>(effects: readonly RoomEffect[], kind: K): FrameOf<K>[] {
  const isKind = (frame: Frame): frame is FrameOf<K> => frame.kind === kind;
  return effects.flatMap((effect) =>
    effect.kind === "send" && isKind(effect.frame) ? [effect.frame] : [],
  );
}

function joined(ref: number, place: Partial<FrameOf<"joined">>): FrameOf<"joined"> {
  return {
    kind: "joined",
    ref,
    channel,
    device: idFromBytes("DeviceTag", new Uint8Array(8)),
    logEpoch: epoch(1),
    first: toSeq(1),
    head: toSeq(0),
    from: toSeq(0),
    relayTime: 0,
    members: 0,
    ticket: new Uint8Array([1, 2, 3]),
    certificate: undefined,
    extensions: noExtensions,
    ...place,
  };
}

const at = (first: number, head: number, from: number) => ({
  first: toSeq(first),
  head: toSeq(head),
  from: toSeq(from),
});
const deliver = (records: FrameOf<"deliver">["records"]): FrameOf<"deliver"> => ({
  kind: "deliver",
  channel,
  records,
});
const refusal = (
  refused: number,
  ref: number,
  code: number,
  retryAfter = 0,
): FrameOf<"refuse"> => ({
  kind: "refuse",
  refused,
  ref,
  code,
  retryAfter,
});

test("[S6] catches up to the head before anything of ours is sent", () => {
  const { sync, outbox } = roomAt(5);
  outbox.enqueue(ownEntry("record 7"), 0);
  outbox.enqueue(ownEntry("new"), 0);
  sync.greeted(0);
  equal(sentOf(sync.heard(joined(1, at(1, 8, 5)), 0), "publish").length, 0);
  equal(sync.state.kind, "behind");
  equal(sync.missing, 3);
  equal(sentOf(sync.heard(deliver(recordsOf(6, 7)), 1), "publish").length, 0);
  const [publish, ...more] = sentOf(sync.heard(deliver(recordsOf(8, 8)), 2), "publish");
  // "record 7" was met on the way: only the other one is left.
  deepEqual(publish?.envelope, ownEntry("new").envelope);
  equal(more.length, 0);
  equal(sync.state.kind, "live");
});

test("[L8] the next join brings the ticket while it is fresh, and signatures when it is refused", () => {
  const { sync } = roomAt(0);
  equal(joinOf(sync.greeted(0))?.proof, "signature");
  sync.heard(joined(1, {}), 0);
  sync.lost();
  const again = joinOf(sync.greeted(1_000));
  equal(again?.proof, "ticket");
  deepEqual(again?.ticket, new Uint8Array([1, 2, 3]));
  const effects = sync.refused(refusal(frameTypes.resume, 2, wireErrors.BadTicket.code), 1_001);
  equal(joinOf(effects ?? [])?.proof, "signature");
  sync.heard(joined(3, {}), 1_002);
  sync.lost();
  equal(joinOf(sync.greeted(1_002 + bounds.ticketMillis))?.proof, "signature");
});

test("[L4] a room that nobody created is asked for again, ever more rarely", () => {
  const { sync } = roomAt(undefined);
  let now = 0;
  let { ref } = joinOf(sync.greeted(now)) ?? { ref: 0 };
  const pauses: number[] = [];
  for (let i = 0; i < 7; i++) {
    sync.refused(refusal(frameTypes.join, ref, wireErrors.NoSuchRoom.code), now);
    equal(sync.membership.kind, "no-such-room");
    const next = sync.deadline() ?? 0;
    pauses.push(next - now);
    now = next;
    ref = joinOf(sync.wake(now))?.ref ?? 0;
  }
  deepEqual(pauses, [15_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
});

test("[L4] a member heals a relay that lost the room with the room's certificate", () => {
  const { sync } = roomAt(5, "heal");
  equal(joinOf(sync.greeted(0))?.proof, "signature");
  const effects = sync.refused(refusal(frameTypes.join, 1, wireErrors.NoSuchRoom.code), 0);
  equal(joinOf(effects ?? [])?.proof, "certificate");
  const again = sync.refused(refusal(frameTypes.join, 2, wireErrors.NoSuchRoom.code), 0);
  equal(joinOf(again ?? []), undefined);
  equal(sync.membership.kind, "no-such-room");
});

test("a host creates the room with its first join", () => {
  const { sync } = roomAt(undefined, "create");
  equal(joinOf(sync.greeted(0))?.proof, "certificate");
});

test("a room that is closed to us is told and hardly asked again", () => {
  const { sync } = roomAt(undefined);
  sync.greeted(0);
  sync.refused(refusal(frameTypes.join, 1, wireErrors.RoomClosed.code), 0);
  deepEqual(sync.membership, { kind: "refused", error: "RoomClosed" });
  equal(sync.deadline(), bounds.refusedRoomMillis);
});

test("[X5] a relay that is busy is asked again when it says so", () => {
  const { sync } = roomAt(undefined);
  sync.greeted(0);
  sync.refused(refusal(frameTypes.join, 1, wireErrors.Overloaded.code, 5_000), 0);
  equal(sync.membership.kind, "joining");
  equal(sync.deadline(), 5_000);
  ok(joinOf(sync.wake(5_000)));
});

test("[S3] a hole is pulled, once, and filled", () => {
  const { sync, log } = roomAt(5);
  sync.greeted(0);
  sync.heard(joined(1, at(1, 5, 5)), 0);
  const [pull] = sentOf(sync.heard(deliver([recordOf(9, 8)]), 10), "pull");
  deepEqual([pull?.direction, pull?.seq], ["after", 5]);
  equal(sentOf(sync.heard(deliver([recordOf(10, 9)]), 11), "pull").length, 0);
  const page = { kind: "page", channel, ref: pull?.ref ?? 0, more: true } as const;
  const effects = sync.heard({ ...page, records: recordsOf(6, 8) }, 20);
  equal(log.cursor?.seq, 10);
  equal(sentOf(effects, "pull").length, 0);
});

test("[X5] a pull that came too fast is tried again after the pause", () => {
  const { sync } = roomAt(5);
  sync.greeted(0);
  sync.heard(joined(1, at(1, 5, 5)), 0);
  const [pull] = sentOf(sync.heard(deliver([recordOf(9, 8)]), 10), "pull");
  sync.refused(refusal(frameTypes.pull, pull?.ref ?? 0, wireErrors.TooFast.code, 6_000), 20);
  equal(sync.deadline(), 6_020);
  equal(sentOf(sync.wake(6_019), "pull").length, 0);
  equal(sentOf(sync.wake(6_020), "pull").length, 1);
});

test("[S3] a head that never arrives is pulled after a while", () => {
  const { sync } = roomAt(5);
  sync.greeted(0);
  sync.heard(joined(1, at(1, 5, 5)), 0);
  sync.headTold(toSeq(7), 1_000);
  equal(sync.deadline(), 1_000 + bounds.stallMillis);
  const [pull] = sentOf(sync.wake(1_000 + bounds.stallMillis), "pull");
  equal(pull?.seq, 5);
});

test("[S3] a delivery that is only late needs no pull", () => {
  const { sync } = roomAt(5);
  sync.greeted(0);
  sync.heard(joined(1, at(1, 5, 5)), 0);
  sync.headTold(toSeq(6), 1_000);
  sync.heard(deliver(recordsOf(6, 6)), 1_200);
  deepEqual(sync.wake(60_000), []);
});

test("[S2] a trimmed cursor is told as missing, with its range", () => {
  const { sync } = roomAt(5);
  sync.greeted(0);
  const effects = sync.heard(joined(1, at(20, 30, 25)), 0);
  deepEqual(
    effects.find(({ kind }) => kind === "missing"),
    { kind: "missing", range: { after: 5, before: 20 } },
  );
  const [pull] = sentOf(effects, "pull");
  equal(pull?.seq, 19);
});

test("[S8] a new log is read from its beginning, and what we hold is offered", () => {
  const { sync, log, heal } = roomAt(0);
  sync.greeted(0);
  sync.heard(joined(1, at(1, 3, 0)), 0);
  sync.heard(deliver(recordsOf(1, 3)), 0);
  sync.lost();
  sync.greeted(10);
  const fresh = { ...at(1, 0, 0), logEpoch: epoch(2) };
  sync.heard(joined(2, fresh), 10);
  sync.heard({ kind: "reset", channel, reason: "new-log", ...fresh }, 10);
  deepEqual(log.cursor, { logEpoch: epoch(2), seq: 0 });
  equal(heal.state.kind, "elected");
  const [have] = sentOf(sync.wake(10 + bounds.healMillis), "have");
  equal(have?.ids.length, 3);
  const want = { kind: "want", channel, ids: have?.ids ?? [] } as const;
  equal(sentOf(sync.heard(want, 100), "publish").length, 3);
});

test("[X4] a seat that the relay forgot is taken again", () => {
  const { sync, outbox } = roomAt(0);
  sync.greeted(0);
  sync.heard(joined(1, {}), 0);
  const [publish] = sentOf(outbox.enqueue(ownEntry("hi"), 1), "publish");
  const no = refusal(frameTypes.publish, publish?.ref ?? 0, wireErrors.NotJoined.code);
  ok(joinOf(sync.refused(no, 2) ?? []));
  const effects = sync.heard(joined(3, {}), 3);
  equal(sentOf(effects, "publish").length, 1);
});

test("[S7] older messages are asked for until the beginning is reached", () => {
  const { sync } = roomAt(undefined);
  sync.greeted(0);
  sync.heard(joined(1, at(1, 200, 100)), 0);
  equal(sync.hasEarlier, true);
  const [pull] = sentOf(sync.loadEarlier(0) ?? [], "pull");
  deepEqual([pull?.direction, pull?.seq], ["before", 101]);
  equal(sync.loadEarlier(0), undefined);
  const records = recordsOf(1, 100);
  sync.heard({ kind: "page", channel, ref: pull?.ref ?? 0, more: false, records }, 1);
  equal(sync.hasEarlier, false);
  equal(sync.loadEarlier(0), undefined);
});

test("a log that was emptied over night is caught up with at once", () => {
  const { sync, log } = roomAt(5);
  sync.greeted(0);
  const effects = sync.heard(joined(1, at(11, 10, 10)), 0);
  equal(log.cursor?.seq, 10);
  equal(sync.state.kind, "live");
  ok(effects.some(({ kind }) => kind === "missing"));
});

const pageOf = (
  ref: number,
  more: boolean,
  records: FrameOf<"page">["records"] = [],
): FrameOf<"page"> => ({ kind: "page", channel, ref, more, records });

test("a relay that promises more and gives nothing is asked ever again, but not without a pause", () => {
  const { sync } = roomAt(5);
  sync.greeted(0);
  sync.heard(joined(1, at(1, 1_000_000, 5)), 0);
  let now = bounds.stallMillis;
  let asked = 0;
  for (let [pull] = sentOf(sync.wake(now), "pull"); pull !== undefined && now < 60_000;) {
    asked += 1;
    equal(sentOf(sync.heard(pageOf(pull.ref, true), now), "pull").length, 0);
    now = sync.deadline() ?? Infinity;
    [pull] = sentOf(sync.wake(now), "pull");
  }
  ok(asked > 5 && asked <= 30, `${asked} questions a minute`);
});

test("older messages can be asked for again when the relay forgot the question", () => {
  const { sync } = roomAt(undefined);
  sync.greeted(0);
  sync.heard(joined(1, at(1, 200, 200)), 0);
  equal(sentOf(sync.loadEarlier(10) ?? [], "pull").length, 1);
  equal(sync.loadEarlier(20), undefined);
  const due = sync.deadline() ?? Infinity;
  equal(due, 10 + bounds.answerMillis);
  deepEqual(sync.wake(due), [{ kind: "changed" }]);
  equal(sentOf(sync.loadEarlier(due) ?? [], "pull").length, 1);
});

test("[L9] records that hang count as owed: at once when something of ours waits for them", () => {
  const { sync, outbox } = roomAt(5);
  sync.greeted(0);
  sync.heard(joined(1, at(1, 8, 5)), 0);
  equal(sync.owed, "history", "the relay told of three that it has not delivered");
  sync.heard(deliver([recordOf(8, 7)]), 0);
  equal(sync.owed, "history", "asked for, to close the hole");
  outbox.enqueue(ownEntry("new"), 0);
  equal(sync.owed, "page");
});

test("[L9] what a message waits for counts as owed: the seat first, then the records before it", () => {
  const { sync, outbox } = roomAt(5);
  sync.greeted(0);
  equal(sync.owed, "joined");
  outbox.enqueue(ownEntry("new"), 0);
  equal(sync.owed, "ack");
  sync.heard(joined(1, at(1, 8, 5)), 0);
  equal(sync.owed, "page");
  sync.heard(deliver([recordOf(6, 5), recordOf(7, 6), recordOf(8, 7)]), 0);
  equal(sync.owed, "ack", "published");
});

test("a relay that puts a question off owes nothing meanwhile", () => {
  const { sync, outbox } = roomAt(5);
  sync.greeted(0);
  sync.heard(joined(1, at(1, 8, 5)), 0);
  outbox.enqueue(ownEntry("new"), 0);
  const [pull] = sentOf(sync.heard(deliver([recordOf(8, 7)]), 0), "pull");
  const { code } = wireErrors.TooFast;
  const refused = frameTypes.pull;
  sync.refused({ kind: "refuse", refused, ref: pull?.ref ?? 0, code, retryAfter: 60_000 }, 0);
  equal(sync.owed, undefined);
});

test("[B13] a record that is missing in older history is told", () => {
  const { sync } = roomAt(undefined);
  sync.greeted(0);
  sync.heard(joined(1, at(1, 200, 200)), 0);
  const [pull] = sentOf(sync.loadEarlier(0) ?? [], "pull");
  const records = [recordOf(150, 149), recordOf(153, 152)];
  const effects = sync.heard(pageOf(pull?.ref ?? 0, true, records), 1);
  deepEqual(
    effects.filter(({ kind }) => kind === "missing"),
    [{ kind: "missing", range: { after: 150, before: 153 } }],
  );
});

test("a member who floods the room fills no phone: the oldest make way, own words never do", () => {
  const { sync, log, outbox } = roomAt(0);
  const unsent = ownEntry("not sent yet");
  log.put(unsent);
  sync.greeted(0);
  sync.heard(joined(1, {}), 0);
  outbox.enqueue(unsent, 0);
  let dropped = 0;
  const flood = bounds.roomEntries + 100;
  for (let seq = 1; seq < flood; seq += 100) {
    for (const effect of sync.heard(deliver(recordsOf(seq, seq + 99)), seq)) {
      if (effect.kind === "dropEntry") dropped += 1;
    }
  }
  ok([...log.entries()].length <= bounds.roomEntries);
  equal([...log.entries()].length, flood + 1 - dropped);
  equal(log.get(unsent.id), unsent);
  equal(log.earliest, dropped + 1);
  // What would be the first to make way again is not fetched.
  equal(sync.hasEarlier, false);
  equal(sync.loadEarlier(flood), undefined);
});
