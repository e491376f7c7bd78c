/** A relay on a box at the festival and one in the cloud hold the same rooms (SPEC 14). */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { idFromBytes, toSeq } from "@festival-chat/protocol/wire";
import { testRoom } from "../raw-member.fixture.ts";
import { createMemoryPeerCursors } from "./peer-cursors.ts";
import { idsAt, twoRelays, writerAt } from "./two-relays.fixture.ts";

const minute = 60_000;
/** Rooms that one of them lacked are asked for again. */
const lookMillis = 25_000;

test("[Q2, Q3] what is said at one relay is at the other a moment later, once", async () => {
  const room = testRoom();
  const relays = twoRelays({ rooms: [room] });
  const { box, cloud } = relays;
  const [anna, ben] = [await writerAt(box, room), await writerAt(cloud, room)];
  await relays.pass(lookMillis);
  anna.say();
  ben.say();
  await relays.pass(1_000);
  const said = [...anna.said, ...ben.said].sort();
  deepEqual([...(await idsAt(box, room))].sort(), said);
  deepEqual([...(await idsAt(cloud, room))].sort(), said);
  const heard = ben.member.inbox.taken("deliver").flatMap(({ records }) => records);
  equal(heard.length, 2);
  relays.close();
});

test("[Q2, Q3] apart for five minutes with both sides writing, they are level within 30 s of healing", async () => {
  const rooms = [testRoom(), testRoom(), testRoom()];
  const relays = twoRelays({ rooms });
  const { box, cloud } = relays;
  const writers = await Promise.all(
    rooms.flatMap((room) => [writerAt(box, room), writerAt(cloud, room)]),
  );
  await relays.pass(lookMillis);
  equal(relays.peering().status().rooms, 3);
  relays.split();
  for (let second = 0; second < 300; second++) {
    for (const writer of writers) writer.say();
    await relays.pass(1_000);
  }
  const [first = testRoom()] = rooms;
  equal((await idsAt(cloud, first)).length, 300);
  relays.heal();
  await relays.pass(30_000);
  for (const [index, room] of rooms.entries()) {
    const said = [...(writers[2 * index]?.said ?? []), ...(writers[2 * index + 1]?.said ?? [])];
    equal(said.length, 600);
    for (const relay of [box, cloud]) {
      const held = await idsAt(relay, room);
      equal(new Set(held).size, held.length, "nothing twice");
      deepEqual([...held].sort(), [...said].sort());
    }
  }
  relays.close();
});

test("[Q2] a restarted relay goes on where it was; one that forgot asks again and doubles nothing", async () => {
  const room = testRoom();
  const relays = twoRelays({ rooms: [room] });
  const [anna, ben] = [await writerAt(relays.box, room), await writerAt(relays.cloud, room)];
  await relays.pass(1_000);
  for (let i = 0; i < 20; i++) {
    anna.say();
    ben.say();
    await relays.pass(1_000);
  }
  const counted = (name: "peer_given" | "peer_taken") => relays.box.relay.metrics.counter(name);
  equal(counted("peer_taken"), 20);
  const published = relays.cloud.relay.metrics.counter("publishes");
  relays.restart("kept");
  await relays.pass(3_000);
  equal(relays.peering().status().rooms, 1);
  equal(relays.cloud.relay.metrics.counter("publishes"), published, "nothing is handed over again");
  relays.restart("lost");
  await relays.pass(3_000);
  equal(counted("peer_taken"), 20);
  equal((await idsAt(relays.box, room)).length, 40);
  equal((await idsAt(relays.cloud, room)).length, 40);
  relays.close();
});

test("[Q2] a relay that was restored from a backup takes again what it had taken since", async () => {
  const room = testRoom();
  const cursors = createMemoryPeerCursors();
  const restored = twoRelays({ rooms: [room], cursors });
  await writerAt(restored.box, room);
  const again = await writerAt(restored.cloud, room);
  for (let i = 0; i < 5; i++) again.say();
  // It had all five in the log that it lost.
  const { relay, logEpoch } = restored.cloud.backend.log;
  const ourEpoch = idFromBytes("LogEpoch", new Uint8Array(8).fill(77));
  cursors.put(relay, room.id, { taken: { logEpoch, seq: toSeq(5), ourEpoch }, given: undefined });
  await restored.pass(lookMillis);
  deepEqual(await idsAt(restored.box, room), again.said);
  restored.close();
});

test("[Q1] a relay with another key exchanges nothing, and says why", async () => {
  const room = testRoom();
  const relays = twoRelays({ rooms: [room], key: new Uint8Array(32).fill(1) });
  const anna = await writerAt(relays.box, room);
  await writerAt(relays.cloud, room);
  anna.say();
  await relays.pass(5_000);
  deepEqual(relays.notices, [{ kind: "failed", why: "wrong-key" }]);
  equal((await idsAt(relays.cloud, room)).length, 0);
  relays.close();
});

test("[Q1] staging and production exchange nothing, nor does a relay with itself", async () => {
  const rooms = [testRoom()];
  const other = twoRelays({ rooms, cloud: { environment: "staging" } });
  await other.pass(1_000);
  deepEqual(other.notices, [{ kind: "failed", why: "other-environment" }]);
  other.close();
  const mirror = twoRelays({ rooms, mirror: true });
  await mirror.pass(1_000);
  deepEqual(mirror.notices, [{ kind: "failed", why: "itself" }]);
  mirror.close();
});

test("[Q1] a room that only one of them serves stays there, until the other one serves it as well", async () => {
  const room = testRoom();
  const relays = twoRelays({ rooms: [room] });
  const anna = await writerAt(relays.box, room);
  anna.say();
  await relays.pass(5_000);
  equal(relays.peering().status().rooms, 0);
  await writerAt(relays.cloud, room);
  await relays.pass(minute);
  deepEqual(await idsAt(relays.cloud, room), anna.said);
  relays.close();
});

test("[Q4] the newer card of a room is taken by the relay that has the older one, on either side", async () => {
  const [one, two] = [testRoom(), testRoom()];
  const relays = twoRelays({ rooms: [one, two] });
  const { box, cloud } = relays;
  await box.backend.log.putRoom(one.id, one.certificate(1));
  await cloud.backend.log.putRoom(one.id, one.certificate(2));
  await box.backend.log.putRoom(two.id, two.certificate(3));
  await cloud.backend.log.putRoom(two.id, two.certificate(1));
  await relays.pass(5_000);
  const taken = await box.backend.log.certificate(one.id);
  const given = await cloud.backend.log.certificate(two.id);
  equal(taken.ok && taken.value?.version, 2);
  equal(given.ok && given.value?.version, 3);
  relays.close();
});

test("[Q5] who is there and who types stays at home", async () => {
  const room = testRoom();
  const relays = twoRelays({ rooms: [room] });
  const [anna, ben] = [await writerAt(relays.box, room), await writerAt(relays.cloud, room)];
  await relays.pass(1_000);
  ben.member.inbox.taken("presence");
  const channel = 1;
  anna.member.send({ kind: "announce", channel, here: true, sealed: new Uint8Array(8) });
  anna.member.send({
    kind: "ephemeral",
    channel,
    from: "00".repeat(8) as never,
    sealed: new Uint8Array(8),
  });
  await relays.pass(5_000);
  equal(ben.member.inbox.taken("ephemeral").length, 0);
  equal(ben.member.inbox.taken("presence").length, 0);
  ok(relays.peering().status().links === 1);
  relays.close();
});
