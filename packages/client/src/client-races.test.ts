/** What happens while something else is still being signed, stored or answered. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { createSoftwareSignatures } from "@festival-chat/protocol/e2e";
import { err, idFromBytes, noExtensions, toSeq } from "@festival-chat/protocol/wire";
import { channel, link, stageOf } from "./client.fixture.ts";
import type { MemoryStore } from "./store/memory.ts";

/** Another room's invitation. */
const otherLink = "#EAECAwQFBgcICQoLDA0ODw";

test("a code that is scanned twice at once is one room with one key", async () => {
  const { client, store } = await stageOf();
  const [one, two] = await Promise.all([client.join(otherLink), client.join(otherLink)]);
  ok(one.ok && two.ok);
  equal(one.value, two.value);
  const next = await stageOf({ store: store.snapshot() });
  equal(next.client.room(one.value.id)?.me, one.value.me);
});

test("a room that is left while it is being written in and looked at stays forgotten", async () => {
  const { client, room, store } = await stageOf();
  const sent = room.send("hello");
  const left = client.leave(room.id);
  room.opened();
  const named = room.setName("Anna");
  await Promise.all([sent, left, named]);
  room.opened();
  await room.send("again");
  deepEqual(await store.rooms(), { ok: true, value: [] });
  deepEqual(await store.entries(room.id), { ok: true, value: [] });
});

test("[L11] a room that is left before the relay answered its join is left there, too", async () => {
  const { client, took, say, room } = await stageOf();
  const other = await client.join(otherLink);
  ok(other.ok);
  const joins = took("join");
  await client.leave(room.id);
  const joined = (ref: number, channel: number) => ({
    kind: "joined" as const,
    ref,
    channel,
    device: idFromBytes("DeviceTag", new Uint8Array(8)),
    logEpoch: idFromBytes("LogEpoch", new Uint8Array(8)),
    first: toSeq(1),
    head: toSeq(0),
    from: toSeq(0),
    relayTime: 1_000_000,
    members: 0,
    ticket: new Uint8Array(8),
    certificate: undefined,
    extensions: noExtensions,
  });
  await say(joined(joins[0]?.ref ?? 0, 21));
  deepEqual(
    took("leave").map(({ channel }) => channel),
    [21],
  );
});

test("a store that does not give its messages is asked again, said so, and does without them", async () => {
  const { client, room, store, letIn, took, say, settle } = await stageOf();
  await letIn();
  await room.send("hello");
  await settle();
  const [publish] = took("publish");
  ok(publish);
  const { envelope } = publish;
  const record = { seq: toSeq(1), prev: toSeq(0), receivedAt: 1_000_050, envelope };
  await say({ kind: "deliver", channel, records: [record] });
  await client.close();

  const kept = store.snapshot();
  const once = { ...kept, entries: refusing(kept, 1) };
  const lucky = await stageOf({ store: once });
  deepEqual(lucky.took("join")[0]?.cursor?.seq, 1);
  deepEqual(lucky.client.notices, []);

  const never = { ...store.snapshot(), entries: refusing(kept, Infinity) };
  const unlucky = await stageOf({ store: never });
  // From the beginning: the relay has what the store did not give.
  equal(unlucky.took("join")[0]?.cursor, undefined);
  deepEqual(unlucky.client.notices, [{ kind: "storage-denied" }]);
});

/** Reads of entries that fail so many times. */
function refusing(store: MemoryStore, times: number): MemoryStore["entries"] {
  let left = times;
  return (room) => {
    left -= 1;
    return left < 0
      ? store.entries(room)
      : Promise.resolve(err({ kind: "failed", what: "no answer" }));
  };
}

test("one message that could not be signed keeps none of the next ones back", async () => {
  const real = createSoftwareSignatures();
  let broken = false;
  const { room, letIn, took, settle } = await stageOf({
    signatures: {
      ...real,
      sign: (...given) => (broken ? Promise.reject(new Error("sign")) : real.sign(...given)),
    },
  });
  await letIn();
  broken = true;
  const failed = await room.send("lost").catch((bug: unknown) => bug);
  ok(failed instanceof Error);
  broken = false;
  ok((await room.send("kept")).ok);
  await settle();
  equal(took("publish").length, 1);
  equal(room.messages().length, 1);
});

test("one envelope that could not be checked keeps none of the next ones from the screen", async (t) => {
  const real = createSoftwareSignatures();
  let broken = false;
  const { room, letIn, settle } = await stageOf({
    signatures: {
      ...real,
      verify: (...given) => (broken ? Promise.reject(new Error("verify")) : real.verify(...given)),
    },
  });
  const loud: unknown[] = [];
  const hear = (bug: unknown): void => void loud.push(bug);
  process.on("unhandledRejection", hear);
  t.after(() => process.off("unhandledRejection", hear));
  await letIn();
  broken = true;
  await room.send("dark");
  await settle();
  broken = false;
  await room.send("light");
  await settle();
  deepEqual(
    room.messages().map(({ body }) => body.kind === "text" && body.text),
    ["light"],
  );
});

test("joining again by the same link while the room is known asks the relay nothing", async () => {
  const { client, took } = await stageOf();
  took("join");
  await client.join(link);
  equal(took("join").length, 0);
});
