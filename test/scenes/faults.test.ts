/** What a festival does to phones and relays, and what people must not notice of it. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { festival, roomOf } from "./festival.ts";

/** Indexing that says what is missing. */
function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  ok(item !== undefined, `nothing at ${index}`);
  return item;
}

test("[S4] a phone that slept through 300 messages asks once and misses none", async () => {
  const scene = festival({ limits: { publish: { perSecond: 100, burst: 400 } } });
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben");
  const ben = at(phones, 1);
  ben.goOffline();
  await scene.pass(500);
  for (let i = 0; i < 300; i++) await at(rooms, 0).send(`message ${i}`);
  await scene.until(() =>
    at(rooms, 0)
      .messages()
      .every(({ state }) => state === "sent"),
  );
  const before = ben.sent.length;
  ben.goOnline();
  await scene.until(() => at(rooms, 1).messages().length === 300);
  deepEqual(ben.texts(at(rooms, 1)), at(phones, 0).texts(at(rooms, 0)));
  const asked = ben.sent.slice(before).filter(({ kind }) => kind === "join" || kind === "resume");
  equal(asked.length, 1);
  equal(ben.sent.slice(before).filter(({ kind }) => kind === "pull").length, 0);
});

test("[S6] what was written offline is sent once, in order, after catching up", async () => {
  const scene = festival();
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben");
  const ben = at(phones, 1);
  ben.goOffline();
  await scene.pass(500);
  for (let i = 0; i < 5; i++) await at(rooms, 1).send(`offline ${i}`);
  equal(
    at(rooms, 1)
      .messages()
      .every(({ state }) => state === "saved"),
    true,
  );
  await at(rooms, 0).send("meanwhile");
  await scene.pass(1_000);
  const before = ben.sent.length;
  ben.goOnline();
  await scene.until(() => at(rooms, 0).messages().length === 6);
  const publishes = ben.sent.slice(before).filter(({ kind }) => kind === "publish");
  equal(publishes.length, 5);
  await scene.until(() =>
    at(rooms, 1)
      .messages()
      .every(({ state }) => state === "sent"),
  );
  deepEqual(at(phones, 0).texts(at(rooms, 0)), ben.texts(at(rooms, 1)));
});

test("[S6] a message that was stored but whose ack was lost is not sent again", async () => {
  const scene = festival();
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben");
  const anna = at(phones, 0);
  await at(rooms, 0).send("did it arrive?");
  // The frame is under way; the answer never comes back.
  await scene.pass(25);
  anna.goOffline();
  await scene.until(() => at(rooms, 1).messages().length === 1);
  const before = anna.sent.length;
  anna.goOnline();
  await scene.until(() => at(rooms, 0).messages()[0]?.state === "sent");
  equal(anna.sent.slice(before).filter(({ kind }) => kind === "publish").length, 0);
  await scene.pass(2_000);
  equal(at(rooms, 1).messages().length, 1);
});

test("[S8] a relay that lost everything gets it back from its members", async () => {
  const scene = festival();
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben");
  for (let i = 0; i < 6; i++) await at(rooms, i % 2).send(`before ${i}`);
  await scene.until(() => rooms.every((room) => room.messages().length === 6));
  await scene.until(() => rooms.every((room) => room.messages().every((m) => m.state === "sent")));
  scene.restartRelay("nothing");
  await scene.until(() => phones.every(({ client }) => client.connection.kind === "online"));
  const carl = await scene.phone("Carl");
  const joined = await carl.client.join(at(rooms, 0).link);
  ok(joined.ok);
  await scene.until(() => joined.value.messages().length === 6);
  deepEqual(carl.texts(joined.value), at(phones, 0).texts(at(rooms, 0)));
  equal(at(rooms, 0).messages().length, 6);
  equal(at(rooms, 0).gaps().length, 0);
});

test("a killed relay that comes back from its disk loses nothing and shows nothing twice", async () => {
  const scene = festival();
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben");
  for (let round = 0; round < 4; round++) {
    for (let i = 0; i < 3; i++) {
      await at(rooms, 0).send(`a ${round} ${i}`);
      await at(rooms, 1).send(`b ${round} ${i}`);
      await scene.pass(7);
    }
    scene.restartRelay("disk");
    await scene.pass(3_000);
  }
  await scene.until(() => rooms.every((room) => room.messages().length === 24));
  await scene.until(() => rooms.every((room) => room.messages().every((m) => m.state === "sent")));
  deepEqual(at(phones, 0).texts(at(rooms, 0)), at(phones, 1).texts(at(rooms, 1)));
  equal(
    new Set(
      at(rooms, 0)
        .messages()
        .map(({ id }) => id),
    ).size,
    24,
  );
});

test("a phone that dies with unsent messages sends them when it starts again", async () => {
  const scene = festival();
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben");
  at(phones, 1).goOffline();
  await scene.pass(200);
  await at(rooms, 1).send("one");
  await at(rooms, 1).send("two");
  const ben = await at(phones, 1).restart();
  const room = at(ben.client.rooms(), 0);
  deepEqual(ben.texts(room), ["one", "two"]);
  await scene.until(() => at(rooms, 0).messages().length === 2);
  await scene.until(() => room.messages().every(({ state }) => state === "sent"));
  deepEqual(at(phones, 0).texts(at(rooms, 0)), ["one", "two"]);
});

test("[L9] a half-open link is found within ten seconds when a send is pending", async () => {
  const scene = festival();
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben");
  await scene.pass(1_000);
  at(phones, 0).halfOpen();
  await at(rooms, 0).send("anybody?");
  const since = scene.time.now();
  await scene.until(() => at(phones, 0).dials.length === 2, 10_000);
  ok(scene.time.now() - since <= 10_000);
  await scene.until(() => at(rooms, 1).messages().length === 1);
});

test("[L9] a silent link without a send is found by the next ping", async () => {
  const scene = festival();
  const { phones } = await roomOf(scene, "Anna");
  at(phones, 0).halfOpen();
  await scene.until(() => at(phones, 0).dials.length === 2, 55_000);
});

test("[L4] a room that its host could not create yet is joined as soon as it exists", async () => {
  const scene = festival();
  const anna = await scene.phone("Anna");
  anna.goOffline();
  const room = await anna.client.createRoom("Camp");
  const ben = await scene.phone("Ben");
  const joined = await ben.client.join(room.link);
  ok(joined.ok);
  await scene.until(() => joined.value.membership.kind === "no-such-room");
  anna.goOnline();
  await scene.until(() => joined.value.membership.kind === "joined");
  equal(joined.value.name, "Camp");
});

test("a relay of another environment is refused, said so, and asked again rarely", async () => {
  const scene = festival();
  const anna = await scene.phone("Anna", { settings: { environment: "production" } });
  await anna.client.createRoom("Camp");
  await scene.until(() => anna.client.connection.kind === "refused");
  deepEqual(anna.client.connection, { kind: "refused", error: "WrongEnvironment" });
  deepEqual(anna.client.notices, [
    { kind: "wrong-environment", ours: "production", theirs: "development" },
  ]);
  await scene.pass(120_000);
  ok(anna.dials.length <= 5);
});

test("a hundred messages written offline go out at the pace the relay grants", async () => {
  const scene = festival();
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben");
  at(phones, 0).goOffline();
  await scene.pass(200);
  for (let i = 0; i < 100; i++) await at(rooms, 0).send(`line ${i}`);
  at(phones, 0).goOnline();
  await scene.until(() => at(rooms, 1).messages().length === 100, 15_000);
  deepEqual(at(phones, 1).texts(at(rooms, 1)), at(phones, 0).texts(at(rooms, 0)));
});

test("typing faster than the relay allows loses nothing and keeps the order", async () => {
  const scene = festival();
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben");
  for (let i = 0; i < 30; i++) {
    await at(rooms, 0).send(`fast ${i}`);
    await scene.pass(100);
  }
  await scene.until(() => at(rooms, 1).messages().length === 30);
  deepEqual(
    at(phones, 1).texts(at(rooms, 1)),
    Array.from({ length: 30 }, (_, i) => `fast ${i}`),
  );
});

test("storage that is full is told, and the chat goes on", async () => {
  const scene = festival();
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben");
  at(phones, 0).store.failCommits("full", 3);
  const sent = await at(rooms, 0).send("no space left");
  ok(sent.ok);
  equal(at(phones, 0).client.notices[0]?.kind, "storage-full");
  await scene.until(() => at(rooms, 1).messages().length === 1);
  // Space returns: what was kept in memory is stored with the next try.
  at(phones, 0).store.failCommits("full", 0);
  await scene.pass(31_000);
  equal(at(phones, 0).client.notices.length, 0);
  const again = await at(phones, 0).restart();
  deepEqual(again.texts(at(again.client.rooms(), 0)), ["no space left"]);
});

test("denied storage is told, and messages still travel", async () => {
  const scene = festival();
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben");
  at(phones, 0).store.failCommits("denied", 1);
  await at(rooms, 0).send("in memory");
  await scene.until(() => at(rooms, 1).messages().length === 1);
  deepEqual(at(phones, 0).client.notices, [{ kind: "storage-denied" }]);
});

test("what says nothing or too much is not sent, with the reason", async () => {
  const scene = festival();
  const { rooms } = await roomOf(scene, "Anna");
  const tooMuch = await at(rooms, 0).send("x".repeat(20_000));
  deepEqual(tooMuch, { ok: false, error: { kind: "too-long", maxBytes: 15 * 1024 } });
  deepEqual(await at(rooms, 0).send("  "), { ok: false, error: { kind: "empty" } });
  equal(at(rooms, 0).messages().length, 0);
});

test("a late joiner sees the newest messages and asks for the rest", async () => {
  const scene = festival({ limits: { publish: { perSecond: 200, burst: 400 } } });
  const { phones, rooms } = await roomOf(scene, "Anna");
  for (let i = 0; i < 250; i++) await at(rooms, 0).send(`m ${i}`);
  await scene.until(() =>
    at(rooms, 0)
      .messages()
      .every(({ state }) => state === "sent"),
  );
  const ben = await scene.phone("Ben");
  const joined = await ben.client.join(at(rooms, 0).link);
  ok(joined.ok);
  await scene.until(() => joined.value.messages().length === 100);
  equal(joined.value.hasEarlier, true);
  equal(joined.value.loadEarlier(), true);
  await scene.until(() => joined.value.messages().length === 200);
  equal(joined.value.loadEarlier(), true);
  await scene.until(() => joined.value.messages().length === 250);
  equal(joined.value.hasEarlier, false);
  equal(joined.value.loadEarlier(), false);
  deepEqual(ben.texts(joined.value), at(phones, 0).texts(at(rooms, 0)));
});

test("[P3] only those who have spoken are seen, by name", async () => {
  const scene = festival();
  const { rooms } = await roomOf(scene, "Anna", "Ben");
  await scene.pass(3_000);
  equal(at(rooms, 0).presence.count, 0);
  await at(rooms, 1).setName("Ben");
  await at(rooms, 1).send("hi");
  await scene.until(() => at(rooms, 0).presence.count === 1);
  deepEqual(
    at(rooms, 0).presence.members.map(({ name }) => name),
    ["Ben"],
  );
});

test("reactions, edits and removals reach the other phone", async () => {
  const scene = festival();
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben");
  const first = await at(rooms, 0).send("meet at the twoer");
  const second = await at(rooms, 0).send("oops");
  ok(first.ok && second.ok);
  await at(rooms, 0).edit(first.value, "meet at the tower");
  await at(rooms, 0).remove(second.value);
  await scene.until(() => at(rooms, 1).messages().length === 2);
  await at(rooms, 1).react(first.value, "👍");
  await scene.until(() => at(rooms, 0).messages()[0]?.reactions.length === 1);
  deepEqual(at(phones, 1).texts(at(rooms, 1)), ["meet at the tower", "removed"]);
  deepEqual(at(rooms, 0).messages()[0]?.reactions, [{ emoji: "👍", authors: [at(rooms, 1).me] }]);
});

test("[L11] leaving one room leaves the others alone and forgets its messages", async () => {
  const scene = festival();
  const anna = await scene.phone("Anna");
  const camp = await anna.client.createRoom("Camp");
  const stage = await anna.client.createRoom("Stage");
  await camp.send("here");
  await stage.send("there");
  await scene.until(() => stage.messages()[0]?.state === "sent");
  await anna.client.leave(camp.id);
  await stage.send("still here");
  await scene.until(() => stage.messages().every(({ state }) => state === "sent"));
  const again = await anna.restart();
  deepEqual(
    again.client.rooms().map(({ id }) => id),
    [stage.id],
  );
});

test("[S2] what the relay no longer kept is told as missing, between which messages", async () => {
  const scene = festival();
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben");
  const ben = at(phones, 1);
  await at(rooms, 0).send("seen");
  await scene.until(() => at(rooms, 1).messages().length === 1);
  ben.goOffline();
  await scene.pass(500);
  for (let i = 0; i < 3; i++) await at(rooms, 0).send(`lost ${i}`);
  await scene.pass(20_000);
  const beforeLast = scene.time.now();
  await scene.pass(1_000);
  await at(rooms, 0).send("kept");
  await scene.pass(2_000);
  await scene.backend().log.trim(beforeLast, 100);
  scene.relay().trimmed();
  ben.goOnline();
  await scene.until(() => at(rooms, 1).messages().length === 2);
  const gap = { after: at(rooms, 1).messages()[0]?.id, missing: 3 };
  deepEqual(at(rooms, 1).gaps(), [gap]);
  deepEqual(ben.client.notices, [{ kind: "messages-missing", room: at(rooms, 1).id, gap }]);
  const again = await ben.restart();
  deepEqual(ben.texts(at(again.client.rooms(), 0)), ["seen", "kept"]);
  deepEqual(at(again.client.rooms(), 0).gaps(), [gap]);
});

test("a room is joined by its six words, however they are typed", async () => {
  const scene = festival();
  const { rooms } = await roomOf(scene, "Anna");
  const words = at(rooms, 0).words ?? [];
  const ben = await scene.phone("Ben");
  const joined = await ben.client.join(` ${words.join(" - ").toUpperCase()}. `);
  ok(joined.ok);
  await scene.until(() => joined.value.name === "Camp");
  equal(joined.value.id, at(rooms, 0).id);
  equal(joined.value.link, at(rooms, 0).link);
});
