import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import {
  envelopeId,
  idFromBytes,
  type MeshFrame,
  meshLimits,
  toSeq,
} from "@festival-chat/protocol/wire";
import { type Camp, chainOf, createCamp, deviceOf, room } from "./mesh.fixture.ts";
import { ranks } from "./mesh-effect.ts";

/** Phones in a row, each linked with the next. */
function row(count: number): Camp {
  const camp = createCamp(count);
  for (let n = 1; n < count; n++) camp.link(n - 1, n);
  camp.pass(100);
  return camp;
}

/** Every phone linked with every other. */
function circle(count: number): Camp {
  const camp = createCamp(count);
  for (let a = 0; a < count; a++) for (let b = a + 1; b < count; b++) camp.link(a, b);
  camp.pass(100);
  return camp;
}

const framesOf = <K extends MeshFrame["kind"]>(camp: Camp, kind: K) =>
  camp.sent.filter(
    (one): one is typeof one & { frame: Extract<MeshFrame, { kind: K }> } =>
      one.frame.kind === kind,
  );
const gossip = (hops: number, ...envelopes: Uint8Array[]): MeshFrame => ({
  kind: "gossip",
  hops,
  envelopes,
});

test("[G5] what one phone writes is on every phone in a row within a second", () => {
  const camp = row(7);
  const id = camp.phone(0).writes();
  camp.pass(1_000);
  for (const phone of camp.phones) deepEqual(phone.held, [id]);
  const hops = framesOf(camp, "gossip").map(({ frame }) => frame.hops);
  deepEqual(hops, [7, 6, 5, 4, 3, 2]);
});

test("[G5] a message ends after seven hops, and the next digest brings it further", () => {
  const camp = row(9);
  const id = camp.phone(0).writes();
  camp.pass(2_000);
  deepEqual(
    camp.phones.map((phone) => phone.has(id)),
    [...Array<boolean>(8).fill(true), false],
  );
  camp.pass(40_000);
  ok(camp.phone(8).has(id));
});

test("[G5] a phone that heard a message from a link does not send it back there", () => {
  const camp = circle(4);
  camp.phone(0).writes();
  camp.pass(2_000);
  const sends = framesOf(camp, "gossip").map(({ from, to }) => `${from} ${to}`);
  equal(new Set(sends).size, sends.length, "over each link once in a direction");
  ok(!sends.some((one) => one.endsWith(" 0")), "never to its author");
  ok(sends.length <= 9);
});

test("[G5] one author is passed on at most twenty at once, and nothing is lost by it", () => {
  const camp = row(3);
  const envelopes = Array.from({ length: 40 }, (_, i) => camp.envelope(9, i + 1));
  for (const envelope of envelopes) camp.slip(1, 0, gossip(7, envelope));
  camp.pass(1_000);
  equal(camp.phone(1).held.length, meshLimits.authorBurst);
  equal(camp.phone(1).mesh.counts.held, 20);
  for (const envelope of envelopes) camp.phone(0).gets(envelope);
  camp.pass(90_000);
  for (const n of [1, 2]) equal(camp.phone(n).held.length, 40);
});

test("[G5] a link that brings more than its share is not listened to for a while", () => {
  const camp = row(2);
  const large = Array.from({ length: 20 }, (_, i) => camp.envelope(20 + i, 1, 0, 16_000));
  for (const envelope of large) camp.slip(1, 0, gossip(7, envelope));
  camp.pass(500);
  const taken = camp.phone(1).held.length;
  ok(taken * 16_000 <= 2 * meshLimits.linkBytesPerSecond && taken > 0, `${taken}`);
  equal(camp.phone(1).mesh.counts.held, 20 - taken);
});

test("[G1] what does not open goes no further, and who brings it again and again is hung up", () => {
  const camp = row(3);
  for (let i = 0; i < 3; i++) camp.slip(1, 0, gossip(7, new Uint8Array(200).fill(i)));
  camp.pass(1_000);
  equal(framesOf(camp, "gossip").length, 0);
  equal(camp.phone(1).mesh.counts.junk, 3);
  deepEqual(
    camp
      .phone(1)
      .told.filter(({ kind }) => kind === "hangUp")
      .map((one) => one.kind),
    ["hangUp"],
  );
  deepEqual(camp.phone(1).mesh.peers, [deviceOf(2)]);
});

test("[G1] a message in another envelope is neither taken nor passed on again", () => {
  const camp = row(3);
  camp.slip(1, 0, gossip(7, camp.envelope(9, 1)));
  camp.pass(1_000);
  const before = framesOf(camp, "gossip").length;
  for (let salt = 1; salt < 100; salt++) camp.slip(1, 0, gossip(7, camp.envelope(9, 1, salt)));
  camp.pass(1_000);
  equal(camp.phone(1).held.length, 1);
  equal(camp.phone(2).held.length, 1);
  equal(framesOf(camp, "gossip").length, before);
});

test("[G1] a replayed envelope is not passed on again, however often it comes", () => {
  const camp = row(3);
  const id = camp.phone(0).writes();
  camp.pass(1_000);
  const before = framesOf(camp, "gossip").length;
  const [first] = framesOf(camp, "gossip");
  ok(first !== undefined);
  for (let i = 0; i < 50; i++) camp.slip(1, 0, first.frame);
  camp.pass(5_000);
  equal(framesOf(camp, "gossip").length, before);
  deepEqual(camp.phone(2).held, [id]);
});

test("[G2] phones that hold one message in different envelopes find nothing to compare", () => {
  const camp = createCamp(2);
  camp.phone(0).gets(camp.envelope(9, 1));
  camp.phone(1).gets(camp.envelope(9, 1, 1));
  camp.link(0, 1);
  camp.pass(60_000);
  deepEqual([...new Set(camp.sent.map(({ frame }) => frame.kind))], ["digest"]);
});

test("[G3] phones that hold the same tell each other so in 17 bytes, ever more rarely", () => {
  const camp = row(2);
  camp.phone(0).writes();
  camp.pass(60_000);
  const before = camp.sent.length;
  camp.pass(600_000);
  const since = camp.sent.slice(before);
  deepEqual([...new Set(since.map(({ frame }) => frame.kind))], ["digest"]);
  ok(since.length <= 26, `${since.length} in ten minutes`);
});

test("[G3, G4] a phone that comes later gets what it lacks, and nothing that it holds", () => {
  const camp = createCamp(2);
  const all = Array.from({ length: 30 }, (_, i) =>
    camp.envelope(1 + (i % 5), 1 + Math.floor(i / 5)),
  );
  for (const envelope of all) camp.phone(0).gets(envelope);
  for (const envelope of all.slice(0, 27)) camp.phone(1).gets(envelope);
  camp.link(0, 1);
  camp.pass(3_000);
  equal(camp.phone(1).held.length, 30);
  const [give, ...more] = framesOf(camp, "give").filter(({ from }) => from === 0);
  deepEqual(more, []);
  equal(give?.frame.envelopes.length, 3);
});

test("[G3] both get what they lack, whichever asked", () => {
  const camp = createCamp(2);
  for (let i = 1; i <= 20; i++) camp.phone(0).gets(camp.envelope(8, i));
  for (let i = 1; i <= 20; i++) camp.phone(1).gets(camp.envelope(9, i));
  camp.link(0, 1);
  camp.pass(10_000);
  for (const phone of camp.phones) equal(phone.held.length, 40);
});

test("[G4] of a long history the newest 200 come first", () => {
  const camp = createCamp(2);
  for (let i = 1; i <= 500; i++) camp.phone(0).gets(camp.envelope(9, i));
  camp.link(0, 1);
  camp.pass(1_500);
  const wants = framesOf(camp, "want").filter(({ from }) => from === 1);
  const [want] = wants;
  deepEqual(want?.frame.wanted, [{ chain: chainOf(9), from: 301, count: 200 }]);
  camp.pass(60_000);
  equal(camp.phone(1).held.length, 500);
});

test("[G4] what nobody asked for is not taken as an answer", () => {
  const camp = row(2);
  camp.slip(1, 0, { kind: "give", more: false, envelopes: [camp.envelope(9, 1)] });
  camp.pass(1_000);
  equal(camp.phone(1).held.length, 0);
  equal(camp.phone(1).mesh.counts.held, 1);
});

test("[G4] a link is answered eight wants in thirty seconds", () => {
  const camp = createCamp(2);
  for (let i = 1; i <= 20; i++) camp.phone(0).gets(camp.envelope(9, i));
  camp.link(0, 1);
  const want: MeshFrame = { kind: "want", wanted: [{ chain: chainOf(9), from: 1, count: 1 }] };
  for (let i = 0; i < 30; i++) camp.slip(0, 1, want);
  camp.pass(100);
  equal(framesOf(camp, "give").length, meshLimits.answers);
  camp.pass(30_000);
  const before = framesOf(camp, "give").length;
  for (let i = 0; i < 30; i++) camp.slip(0, 1, want);
  camp.pass(100);
  ok(framesOf(camp, "give").length - before <= meshLimits.answers);
});

test("[G4] who claims what it does not have is asked once, and then left alone", () => {
  const camp = row(2);
  const digest: MeshFrame = {
    kind: "digest",
    roster: new Uint8Array(8).fill(1),
    state: new Uint8Array(8).fill(1),
  };
  for (let i = 0; i < 20; i++) {
    camp.slip(1, 0, digest);
    camp.slip(1, 0, {
      kind: "vector",
      asks: false,
      roster: new Uint8Array(8),
      chains: [chainOf(3)],
      held: [{ top: 2 ** 40, steps: [] }],
    });
    camp.pass(1_000);
    camp.slip(1, 0, { kind: "give", more: false, envelopes: [] });
    camp.pass(4_000);
  }
  ok(framesOf(camp, "vector").filter(({ from }) => from === 1).length <= 20);
  equal(camp.phone(1).held.length, 0);
});

test("[G6] words written here go first, then words of others, then reactions, then answers", () => {
  const camp = createCamp(2);
  for (let i = 1; i <= 60; i++) camp.phone(0).gets(camp.envelope(9, i, 0, 1_000));
  camp.link(0, 1);
  camp.pass(100);
  camp.block(0, 1, true);
  const before = camp.sent.length;
  camp.phone(0).writes(ranks.reaction);
  camp.slip(0, 1, { kind: "want", wanted: [{ chain: chainOf(9), from: 1, count: 5 }] });
  camp.phone(0).gets(camp.envelope(8, 1));
  camp.pass(200);
  equal(camp.sent.slice(before).filter(({ from }) => from === 0).length, 0, "nothing while full");
  camp.block(0, 1, false);
  const kinds = camp.sent
    .slice(before)
    .filter(({ from }) => from === 0)
    .map(({ frame }) => (frame.kind === "gossip" ? frame.envelopes[0]?.[0] : frame.kind));
  equal(kinds[0], 0, "own first");
  ok(kinds.indexOf(8) < kinds.indexOf("give"), "words before answers");
});

test("[G7] a stamp goes back the way its message came, to the phone that wrote it", () => {
  const camp = row(4);
  const id = camp.phone(0).writes();
  camp.pass(1_000);
  camp.phone(3).stamped(id, 12);
  camp.pass(10_000);
  const stamps = framesOf(camp, "stamp").map(({ from, to }) => [from, to]);
  deepEqual(stamps, [
    [3, 2],
    [2, 1],
    [1, 0],
  ]);
  equal(camp.phone(0).mesh.wayOf(id).hearsay?.seq, 12);
  camp.phone(2).stamped(id, 12);
  camp.pass(10_000);
  equal(framesOf(camp, "stamp").length, 3, "told once");
});

test("[G7] a stamp of a message that is not here is nothing", () => {
  const camp = row(2);
  const { envelope } = createCamp(1);
  const id = envelopeId(room, envelope(9, 1));
  const logEpoch = idFromBytes("LogEpoch", new Uint8Array(8));
  const stamps = [{ id, seq: toSeq(4) }];
  camp.slip(1, 0, { kind: "stamp", logEpoch, stamps });
  camp.pass(5_000);
  equal(camp.phone(1).mesh.wayOf(id).hearsay, undefined);
  equal(camp.phone(1).told.filter(({ kind }) => kind === "passed").length, 0);
});

test("[G8] a message is with those who said that they hold it, and nobody else", () => {
  const camp = row(3);
  const id = camp.phone(0).writes();
  camp.pass(60);
  deepEqual(camp.phone(0).mesh.wayOf(id).holders, [], "sent is not held");
  camp.pass(3_000);
  deepEqual(camp.phone(0).mesh.wayOf(id).holders, [deviceOf(1)]);
  ok(camp.phone(0).told.some((one) => one.kind === "passed" && one.ids.includes(id)));
  deepEqual(camp.phone(2).mesh.wayOf(id).carriedBy, deviceOf(1));
  camp.cut(0, 1);
  camp.pass(60_000);
  deepEqual(camp.phone(0).mesh.wayOf(id).holders, [deviceOf(1)], "it stays true");
});

test("[G9] signalling goes to the named phone over any links, once, and at most six hops", () => {
  const far = row(9);
  far.phone(0).mesh.carry(deviceOf(6), Uint8Array.of(5), new Uint8Array(8).fill(2));
  far.phone(0).mesh.carry(deviceOf(8), Uint8Array.of(6), new Uint8Array(8).fill(3));
  far.phone(0).writes();
  far.pass(2_000);
  const signals = (n: number) => far.phone(n).told.filter(({ kind }) => kind === "signal");
  deepEqual(signals(6), [{ kind: "signal", from: deviceOf(0), sealed: Uint8Array.of(5) }]);
  deepEqual(signals(8), []);
  for (const n of [1, 2, 3, 4, 5]) deepEqual(signals(n), []);
});

test("[G9] a new link is told who else is here, so that it can ask for them", () => {
  const camp = row(3);
  camp.pass(10_000);
  const introduced = camp.phone(2).told.filter(({ kind }) => kind === "introduced");
  deepEqual(introduced, [{ kind: "introduced", link: 201, peers: [deviceOf(0)] }]);
});

test("a second link to the same phone takes the place of the first", () => {
  const camp = row(2);
  const effects = camp.phone(0).mesh.ready(900, deviceOf(1), camp.now());
  deepEqual(effects[0], { kind: "hangUp", link: 1, code: 1000 });
  deepEqual(camp.phone(0).mesh.peers, [deviceOf(1)]);
});

test("without links there is no timer, and what was written meanwhile is no flood later", () => {
  const camp = createCamp(2);
  for (let i = 0; i < 50; i++) camp.phone(0).writes();
  equal(camp.phone(0).mesh.deadline(camp.now()), undefined);
  camp.link(0, 1);
  camp.pass(5_000);
  equal(camp.phone(1).held.length, 50);
  equal(framesOf(camp, "gossip").filter(({ from }) => from === 0).length, 0);
});
