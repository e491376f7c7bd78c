/** The whole engine against a relay played by the test, over an in-memory link. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { type Frame, frameTypes, toSeq, wireErrors } from "@festival-chat/protocol/wire";
import { channel, link, stageOf } from "./client.fixture.ts";
import { unreadableIn } from "./extras/unreadable.ts";

const refusal = (ref: number, code: number): Frame => ({
  kind: "refuse",
  refused: frameTypes.publish,
  ref,
  code,
  retryAfter: 0,
});

test("[E3] a message is stored and shown before it is sent, and sent as it was stored", async () => {
  const { room, letIn, took, settle } = await stageOf();
  const sent = await room.send("hello");
  ok(sent.ok);
  await settle();
  equal(room.messages()[0]?.state, "saved");
  equal(took("publish").length, 0);
  await letIn();
  await settle();
  equal(took("publish").length, 1);
  equal(room.messages()[0]?.state, "sending");
});

test("[X6] a refused message says so, can be tried again as it is, and given up", async () => {
  const { room, client, letIn, took, say, settle } = await stageOf();
  await letIn();
  const sent = await room.send("too much");
  ok(sent.ok);
  await settle();
  const [first] = took("publish");
  await say(refusal(first?.ref ?? 0, wireErrors.TooLarge.code));
  equal(room.messages()[0]?.state, "refused");
  deepEqual(client.notices, [
    { kind: "message-refused", room: room.id, id: sent.value, error: "TooLarge" },
  ]);
  await room.retry(sent.value);
  await settle();
  const [again] = took("publish");
  deepEqual(again?.envelope, first?.envelope);
  await say(refusal(again?.ref ?? 0, wireErrors.TooLarge.code));
  await room.discard(sent.value);
  equal(room.messages().length, 0);
});

test("[X3] a code of the future loses no message", async () => {
  const { room, letIn, took, say, settle, wake } = await stageOf();
  await letIn();
  await room.send("hello");
  await settle();
  const [first] = took("publish");
  await say(refusal(first?.ref ?? 0, 4_777));
  equal(room.messages()[0]?.state, "saved");
  await wake(1_003_000);
  const [again] = took("publish");
  await say({ kind: "ack", channel, acks: [{ ref: again?.ref ?? 0, seq: toSeq(1) }] });
  equal(room.messages()[0]?.state, "sent");
});

test("[S3] an own message that comes back is stamped and not shown twice", async () => {
  const { room, letIn, took, deliver, settle } = await stageOf();
  await letIn();
  await room.send("hello");
  await settle();
  const [publish] = took("publish");
  ok(publish);
  const { envelope } = publish;
  await deliver([{ seq: toSeq(1), prev: toSeq(0), receivedAt: 1_000_050, envelope }]);
  deepEqual(
    room.messages().map(({ state, arrivedAt }) => [state, arrivedAt]),
    [["sent", 1_000_050]],
  );
});

test("what cannot be opened moves the cursor on, shows nothing and is counted", async () => {
  const { room, client, letIn, deliver } = await stageOf();
  await letIn(2);
  const record = (seq: number) => ({
    seq: toSeq(seq),
    prev: toSeq(seq - 1),
    receivedAt: 1,
    envelope: new Uint8Array(200).fill(seq),
  });
  await deliver([record(1), record(2)]);
  equal(room.messages().length, 0);
  equal(unreadableIn(room), 2);
  deepEqual(client.synced(room.id), { cursor: 2, head: 2 });
  equal(client.connection.kind, "online");
});

test("catching up says how much is missing", async () => {
  const { client, letIn, events } = await stageOf();
  await letIn(42);
  deepEqual(client.connection, { kind: "catching-up", missing: 42 });
  ok(events.some(({ kind }) => kind === "connection"));
});

test("bytes that are no frame end the link, and it is dialled again", async () => {
  const { client, letIn, say } = await stageOf();
  await letIn();
  await say({ kind: "deliver", channel, records: [] });
  deepEqual(client.connection, { kind: "online", slow: false });
  // A record that claims to come before the beginning.
  const broken = { seq: toSeq(1), prev: toSeq(1), receivedAt: 1, envelope: new Uint8Array(1) };
  await say({ kind: "deliver", channel, records: [broken] });
  ok(["waiting", "connecting"].includes(client.connection.kind));
});

test("[P3] this device is announced with its first message and not before", async () => {
  const { room, letIn, took, settle } = await stageOf();
  await letIn();
  await settle();
  equal(took("announce").length, 0);
  await room.send("hello");
  await settle();
  equal(took("announce").length, 1);
  await room.setName("Anna");
  await settle();
  equal(took("announce").length, 1);
});

test("an app that throws in its listener stops nothing", async () => {
  const { room, client, letIn, took, settle, bugs } = await stageOf();
  const stop = client.on(() => {
    throw new Error("screen");
  });
  await letIn();
  await room.send("hello");
  stop();
  await settle();
  equal(took("publish").length, 1);
  ok(bugs.length > 0);
});

test("what is no invitation is said to be none", async () => {
  const { client } = await stageOf();
  const errorOf = async (text: string) => {
    const joined = await client.join(text);
    return joined.ok ? undefined : joined.error;
  };
  deepEqual(await errorOf(""), { kind: "not-an-invite" });
  deepEqual(await errorOf("https://chat.example/#short"), { kind: "not-an-invite" });
  deepEqual(await errorOf("one two three"), { kind: "word-count", count: 3 });
  const unknown = await errorOf("xqzt xqzt xqzt xqzt xqzt xqzt");
  equal(unknown?.kind, "unknown-word");
});

test("joining the same room twice is one room", async () => {
  const { client, room } = await stageOf();
  const again = await client.join(`https://chat.example/${link}`);
  ok(again.ok);
  equal(again.value, room);
  equal(client.rooms().length, 1);
  equal(room.link, `https://chat.example/${link}`);
});

test("a closed client hangs up and says nothing more", async () => {
  const { client, letIn, events, settle } = await stageOf();
  await letIn();
  await client.close();
  await settle();
  const before = events.length;
  client.hint("online");
  await settle();
  equal(events.length, before);
});
