/** One phone with the whole engine, a relay and other phones played by the test. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import {
  createIdentity,
  deriveRoomKeys,
  type Identity,
  type RoomKeys,
  type Sealed,
  seal,
} from "@festival-chat/protocol/e2e";
import {
  decodeMeshFrame,
  type DeviceTag,
  deviceTagOf,
  encodeMeshFrame,
  idFromBytes,
  type MeshFrame,
  type MessageId,
  toSeq,
} from "@festival-chat/protocol/wire";
import { createNodeSignatures } from "../node/signatures.ts";
import { channel, type Stage, stageOf } from "../client.fixture.ts";
import type { Nearby, PeerLink } from "./ports.ts";

const signatures = createNodeSignatures();
const root = Uint8Array.from({ length: 16 }, (_, i) => i);
const keys = await deriveRoomKeys(root, signatures);
const anna = await createIdentity(new Uint8Array(32).fill(77), signatures);
const stranger = await createIdentity(new Uint8Array(32).fill(78), signatures);
const logEpoch = idFromBytes("LogEpoch", new Uint8Array(8));

/** Anna's message `ctr`; by another nonce it is another envelope of the same message. */
async function sealed(
  ctr: number,
  how: { by?: Identity; nonce?: number; room?: RoomKeys } = {},
): Promise<Sealed> {
  const draft = {
    chain: idFromBytes("ChainId", new Uint8Array(8).fill(5)),
    ctr,
    prev: undefined,
    hlc: { ms: 900_000 + ctr, count: 0 },
    name: "Anna",
    content: { kind: "text", text: `words ${ctr}` },
  } as const;
  const nonce = new Uint8Array(24).fill(how.nonce ?? ctr);
  const made = await seal(how.room ?? keys, 0, how.by ?? anna, draft, nonce, signatures);
  ok(made.ok);
  return made.value;
}

interface Peer {
  readonly link: PeerLink;
  readonly device: DeviceTag;
  readonly closed: readonly number[];
  /** Frames that the phone sent it since the last look. */
  took(): MeshFrame[];
  says(frame: MeshFrame): Promise<void>;
}

interface Scene extends Stage {
  readonly nearby: Nearby;
  readonly passed: readonly MessageId[];
  peer(n: number): Peer;
  pass(millis: number): Promise<void>;
  texts(): readonly string[];
}

async function sceneOf(stage: Stage): Promise<Scene> {
  let now = 1_000_000;
  let timer: { readonly at: number; readonly wake: () => void } | undefined;
  const passed: MessageId[] = [];
  const nearby = await stage.client.nearby(stage.room.id, {
    clock: {
      now: () => now,
      wakeAt: (at, wake) => void (timer = { at, wake }),
      cancel: () => void (timer = undefined),
    },
    events: {
      signal: () => undefined,
      introduced: () => undefined,
      passed: (ids) => passed.push(...ids),
    },
  });
  ok(nearby !== undefined);
  async function pass(millis: number): Promise<void> {
    const until = now + millis;
    await stage.settle();
    while (timer !== undefined && timer.at <= until) {
      const { at, wake } = timer;
      timer = undefined;
      now = Math.max(now, at);
      wake();
      await stage.settle();
    }
    now = until;
  }
  function peer(n: number): Peer {
    let sent: MeshFrame[] = [];
    const closed: number[] = [];
    const device = idFromBytes("DeviceTag", new Uint8Array(8).fill(n));
    const link: PeerLink = {
      send(bytes) {
        const decoded = decodeMeshFrame(bytes);
        if (decoded?.ok === true) sent.push(decoded.value);
        return true;
      },
      close: (code) => closed.push(code),
    };
    nearby?.peerReady(link, { device });
    return {
      link,
      device,
      closed,
      took() {
        const all = sent;
        sent = [];
        return all;
      },
      async says(frame) {
        equal(nearby?.heard(link, encodeMeshFrame(frame)), true);
        await pass(100);
      },
    };
  }
  return {
    ...stage,
    nearby,
    passed,
    peer,
    pass,
    texts: () =>
      stage.room.messages().map(({ body }) => (body.kind === "text" ? body.text : body.kind)),
  };
}

const gossip = (...envelopes: readonly Sealed[]): MeshFrame => ({
  kind: "gossip",
  hops: 7,
  envelopes: envelopes.map(({ bytes }) => bytes),
});
const gossiped = (peer: Peer) => peer.took().filter(({ kind }) => kind === "gossip").length;

test("[G1] a message from another phone is stored, shown once and passed on, whatever path it takes next", async () => {
  const scene = await sceneOf(await stageOf());
  const [left, right] = [scene.peer(1), scene.peer(2)];
  const one = await sealed(1);
  await left.says(gossip(one));
  await right.says(gossip(one));
  deepEqual(scene.texts(), ["words 1"]);
  equal(gossiped(left), 0);
  const stored = await scene.store.entries(scene.room.id);
  deepEqual(stored.ok && stored.value.map(({ id, stamp }) => [id, stamp]), [[one.id, undefined]]);
  await scene.letIn(1);
  await scene.deliver([
    { seq: toSeq(1), prev: toSeq(0), receivedAt: 1_000_000, envelope: one.bytes },
  ]);
  deepEqual(scene.texts(), ["words 1"]);
  equal(scene.nearby.counts.taken, 1);
});

test("[G1] what the relay brought first is not shown again, and goes to phones that lack it", async () => {
  const scene = await sceneOf(await stageOf());
  const left = scene.peer(1);
  const one = await sealed(1);
  await scene.letIn(1);
  await scene.deliver([
    { seq: toSeq(1), prev: toSeq(0), receivedAt: 1_000_000, envelope: one.bytes },
  ]);
  await scene.pass(200);
  equal(gossiped(left), 1);
  await left.says(gossip(one));
  deepEqual(scene.texts(), ["words 1"]);
  equal(scene.nearby.counts.duplicates, 1);
});

test("[G1] forged, changed and foreign envelopes are not shown and not passed on; who brings them is hung up", async () => {
  const scene = await sceneOf(await stageOf());
  const [left, right] = [scene.peer(1), scene.peer(2)];
  const forged = await sealed(1, { by: { ...stranger, author: anna.author } });
  const good = await sealed(2);
  const changed = { ...good, bytes: good.bytes.map((byte, i) => (i === 60 ? byte ^ 1 : byte)) };
  const foreign = await sealed(3, { room: await deriveRoomKeys(new Uint8Array(16), signatures) });
  for (const one of [forged, changed, foreign]) await left.says(gossip(one));
  deepEqual(scene.texts(), []);
  equal(gossiped(right), 0);
  equal(scene.nearby.counts.junk, 3);
  deepEqual(left.closed, [4020]);
  await right.says(gossip(good));
  deepEqual(scene.texts(), ["words 2"]);
});

test("[G1] the same message sealed a hundred times is shown once and passed on once", async () => {
  const scene = await sceneOf(await stageOf());
  const [left, right] = [scene.peer(1), scene.peer(2)];
  for (let nonce = 1; nonce <= 100; nonce++) {
    await left.says(gossip(await sealed(1, { nonce })));
  }
  deepEqual(scene.texts(), ["words 1"]);
  equal(gossiped(right), 1);
  equal(scene.nearby.counts.taken, 1);
});

test("[G7] what came from phones is offered to the relay, which asks for what it lacks; its place flows back", async () => {
  const scene = await sceneOf(await stageOf());
  const left = scene.peer(1);
  const [one, two] = [await sealed(1), await sealed(2)];
  await left.says(gossip(one, two));
  await scene.letIn();
  await scene.wake(1_010_000);
  deepEqual(scene.took("have"), [{ kind: "have", channel, ids: [one.id, two.id] }]);
  await scene.say({ kind: "want", channel, ids: [two.id] });
  const published = scene.took("publish").map(({ envelope }) => Uint8Array.from(envelope));
  deepEqual(published, [two.bytes]);
  await scene.deliver([
    { seq: toSeq(4), prev: toSeq(0), receivedAt: 1_000_000, envelope: two.bytes },
  ]);
  await scene.pass(2_000);
  const stamps = left.took().filter(({ kind }) => kind === "stamp");
  deepEqual(stamps, [{ kind: "stamp", logEpoch, stamps: [{ id: two.id, seq: 4 }] }]);
  const passage = scene.nearby.passage(two.message);
  deepEqual(passage.stored, { from: "relay", logEpoch, seq: 4 });
  equal(passage.carriedBy, left.device);
  deepEqual([passage.holders, passage.of], [[left.device], 2], "who brought it, and Anna");
});

test("[G7] what was taken in an evening without a relay is offered at the next start, without links", async () => {
  const first = await sceneOf(await stageOf());
  const one = await sealed(1);
  await first.peer(1).says(gossip(one));
  const second = await stageOf({ store: first.store });
  await second.letIn();
  await second.wake(1_010_000);
  deepEqual(second.took("have"), [{ kind: "have", channel, ids: [one.id] }]);
  for (let i = 2; i < 20; i++) await second.wake(1_000_000 + i * 40_000);
  ok(second.took("have").length <= 2, "a relay that does not ask has it");
});

test("[G7] a stamp of a phone is hearsay: the outbox keeps what it has until the relay says so itself", async () => {
  const scene = await sceneOf(await stageOf());
  const left = scene.peer(1);
  const sent = await scene.room.send("mine");
  ok(sent.ok);
  await scene.pass(100);
  const own = left.took().find((frame) => frame.kind === "gossip");
  ok(own?.kind === "gossip");
  const { envelope } = scene.nearby.passage(sent.value);
  ok(envelope !== undefined);
  await left.says({ kind: "stamp", logEpoch, stamps: [{ id: envelope, seq: toSeq(9) }] });
  deepEqual(scene.nearby.passage(sent.value).stored, { from: "nearby", logEpoch, seq: 9 });
  equal(scene.room.message(sent.value) !== undefined, true);
  equal(scene.room.messages()[0]?.state, "saved");
  ok(scene.passed.includes(sent.value));
  await scene.letIn();
  equal(scene.took("publish").length, 1);
});

test("[G8] passed to those whose own word says so, and told when it changes", async () => {
  const scene = await sceneOf(await stageOf());
  const [left, right] = [scene.peer(1), scene.peer(2)];
  const sent = await scene.room.send("mine");
  ok(sent.ok);
  await scene.pass(100);
  deepEqual(scene.nearby.passage(sent.value).holders, []);
  equal(scene.nearby.passage(sent.value).of, 2);
  // The digest that the phone tells of itself is the one that says "I hold the same".
  await scene.pass(31_000);
  const digest = [...left.took(), ...right.took()].findLast(({ kind }) => kind === "digest");
  ok(digest !== undefined);
  await right.says(digest);
  deepEqual(scene.nearby.passage(sent.value).holders, [right.device]);
  ok(scene.passed.includes(sent.value));
  equal(scene.nearby.passage(sent.value).stored, undefined);
});

test("what was handed to another phone cannot be taken back without a trace", async () => {
  const scene = await sceneOf(await stageOf());
  const alone = await scene.room.send("nobody saw it");
  ok(alone.ok);
  equal(await scene.room.undo(alone.value), "discarded");
  scene.peer(1);
  const sent = await scene.room.send("somebody saw it");
  ok(sent.ok);
  await scene.pass(100);
  equal(await scene.room.undo(sent.value), "removed");
});

test("frames that are none of Nearby's are left to the maker of links; broken ones end the link", async () => {
  const scene = await sceneOf(await stageOf());
  const left = scene.peer(1);
  equal(scene.nearby.heard(left.link, Uint8Array.of(20, 1)), false);
  const hello = encodeMeshFrame({ kind: "hello", body: new Uint8Array(3) });
  equal(scene.nearby.heard(left.link, hello), false);
  equal(scene.nearby.heard(left.link, Uint8Array.of(26, 1)), true);
  deepEqual(left.closed, [4000]);
});

test("a listener that throws stops neither the relay nor other phones", async () => {
  const stage = await stageOf();
  const nearby = await stage.client.nearby(stage.room.id, {
    clock: { now: () => 1_000_000, wakeAt: () => undefined, cancel: () => undefined },
    events: { signal: () => undefined, introduced: () => undefined, passed: () => undefined },
  });
  ok(nearby !== undefined);
  const broken: PeerLink = {
    send() {
      throw new Error("a channel that throws");
    },
    close: () => undefined,
  };
  try {
    nearby.peerReady(broken, { device: deviceTagOf(stage.room.id, stranger.publicKey) });
  } catch (error) {
    ok(error instanceof Error);
  }
  await stage.letIn();
  const sent = await stage.room.send("all the same");
  ok(sent.ok);
  await stage.settle();
  equal(stage.took("publish").length, 1);
});
