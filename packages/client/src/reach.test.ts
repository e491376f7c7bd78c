/** What this person writes rings, and calls whom it names; nothing else does. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { before, describe, test } from "node:test";
import {
  deviceTagOf,
  encodeReachFrame,
  idToBytes,
  type RoomId,
} from "@festival-chat/protocol/wire";
import { channel, type Stage, stageOf } from "./client.fixture.ts";
import { type Author, benAndCleo, recordOf } from "./timeline.fixture.ts";

describe("ringing", () => {
  let ben: Author;
  let cleo: Author;
  before(async () => {
    ({ ben, cleo } = await benAndCleo());
  });

  const tagOf = (room: RoomId, author: Author) => deviceTagOf(room, idToBytes(author.key));

  async function record(author: Author, seq: number, name: string) {
    const at = 1_000_000 + seq;
    const written = await author.write({ kind: "text", text: "hello" }, at, { name });
    return { record: recordOf(written, seq), entry: written.entry, id: written.id };
  }

  /** A phone in a room where Ben and Cleo have spoken. */
  async function camp(): Promise<Stage & { readonly bens: Awaited<ReturnType<typeof record>> }> {
    const stage = await stageOf();
    await stage.letIn();
    const bens = await record(ben, 1, "Ben");
    await stage.deliver([bens.record, (await record(cleo, 2, "Cleo")).record]);
    return { ...stage, bens };
  }

  /** Whom the only ring called. */
  function onlyRing(stage: Stage) {
    const [first, ...more] = stage.rang();
    equal(more.length, 0);
    ok(first !== undefined);
    equal(first.ref, first.ring.ref, "the publish that it speaks of comes right behind it");
    equal(first.ring.channel, channel);
    return { everybody: first.ring.everybody, called: first.ring.called };
  }

  test("[R2] a text and a reply ring, and call nobody in particular", async () => {
    const stage = await camp();
    await stage.room.send("Where are you?");
    await stage.settle();
    deepEqual(onlyRing(stage), { everybody: false, called: [] });
    await stage.room.send("Here", { replyTo: stage.bens.id });
    await stage.settle();
    deepEqual(onlyRing(stage), { everybody: false, called: [] });
  });

  test("[R2] a text calls the phones of those it names, and @here calls everybody", async () => {
    const stage = await camp();
    await stage.room.send("@Ben bring water");
    await stage.settle();
    deepEqual(onlyRing(stage), { everybody: false, called: [tagOf(stage.room.id, ben)] });
    await stage.room.send("@cleo and @BEN: now");
    await stage.settle();
    const both = [ben, cleo].map((author) => tagOf(stage.room.id, author)).sort();
    const { called } = onlyRing(stage);
    deepEqual([...called].sort(), both);
    await stage.room.send("@here we go");
    await stage.settle();
    deepEqual(onlyRing(stage), { everybody: true, called: [] });
  });

  test("[R2] where more than 25 are here only the host calls everybody", async () => {
    const stage = await camp();
    equal(stage.room.isHost, false);
    await stage.say({ kind: "presence", channel, body: { mode: "count", count: 26 } });
    await stage.room.send("@here and @Ben");
    await stage.settle();
    deepEqual(onlyRing(stage), { everybody: false, called: [tagOf(stage.room.id, ben)] });
    await stage.say({ kind: "presence", channel, body: { mode: "count", count: 25 } });
    await stage.room.send("@here we go");
    await stage.settle();
    deepEqual(onlyRing(stage), { everybody: true, called: [] });
  });

  test("[R2] reactions, edits and removals ring nobody", async () => {
    const stage = await camp();
    const sent = await stage.room.send("One");
    ok(sent.ok);
    await stage.settle();
    onlyRing(stage);
    await stage.room.react(stage.bens.id, "🔥");
    await stage.room.edit(sent.value, "@Ben two");
    await stage.room.remove(sent.value);
    await stage.settle();
    ok(stage.took("publish").length >= 4);
    deepEqual(stage.rang(), []);
  });

  test("[R2] what a phone carries for others rings nobody", async () => {
    const stage = await camp();
    await stage.say({ kind: "want", channel, ids: [stage.bens.entry.id] });
    equal(stage.took("publish").length, 1);
    deepEqual(stage.rang(), []);
  });

  test("[R2] what was written without signal, and outlived a restart, rings when it goes", async () => {
    const early = await stageOf();
    await early.room.send("@here From the dead zone");
    await early.settle();
    deepEqual(early.rang(), []);
    const stage = await stageOf({ store: early.store.snapshot() });
    await stage.letIn();
    deepEqual(onlyRing(stage), { everybody: true, called: [] });
  });

  test("a frame of the app goes to the room's channel, once there is a link into it", async () => {
    const stage = await stageOf();
    const given: number[] = [];
    const look = (to: number): Uint8Array => {
      given.push(to);
      return encodeReachFrame({ kind: "look", channel: to, looking: true });
    };
    equal(stage.room.transmit(look), false);
    await stage.letIn();
    equal(stage.room.transmit(look), true);
    deepEqual(given, [channel]);
  });
});
