/** A relay that keeps something back cannot do it unseen: authors number what they write. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { type Frame, toSeq } from "@festival-chat/protocol/wire";
import { festival, roomOf } from "./festival.ts";

/** Keeps one record back and says that its successor follows its predecessor, so that no hole is seen. */
function withhold(seq: number): (frame: Frame) => Frame {
  return (frame) => {
    if (frame.kind !== "deliver" && frame.kind !== "page") return frame;
    const records = frame.records
      .filter((record) => record.seq !== seq)
      .map((record) => (record.prev === seq ? { ...record, prev: toSeq(seq - 1) } : record));
    return { ...frame, records };
  };
}

test("[E5] a message that the relay keeps back is told as missing, between its neighbours", async () => {
  const scene = festival();
  const { rooms } = await roomOf(scene, "Anna");
  const [anna] = rooms;
  ok(anna);
  const ben = await scene.phone("Ben", { lies: withhold(2) });
  const joined = await ben.client.join(anna.link);
  ok(joined.ok);
  const room = joined.value;
  for (const text of ["one", "two", "three"]) {
    await anna.send(text);
    await scene.pass(1_000);
  }
  await scene.until(() => room.messages().length === 2);
  deepEqual(room.gaps(), []);
  await scene.pass(90_000);
  const gap = { after: room.messages()[0]?.id, missing: 1 };
  deepEqual(room.gaps(), [gap]);
  deepEqual(ben.client.notices, [{ kind: "messages-missing", room: room.id, gap }]);

  // Told anew after a restart, and again only when it is certain.
  const again = await ben.restart();
  equal(again.client.rooms()[0]?.gaps().length, 0);
  await scene.pass(90_000);
  deepEqual(again.client.rooms()[0]?.gaps(), [gap]);
});

test("[E5] history that was not fetched is not missing, and nothing is told while all is well", async () => {
  const scene = festival({ limits: { publish: { perSecond: 100, burst: 400 } } });
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben");
  const [anna, ben] = rooms;
  ok(anna && ben);
  for (let i = 0; i < 150; i++) await anna.send(`message ${i}`);
  await scene.pass(60_000);
  const carla = await scene.phone("Carla");
  const joined = await carla.client.join(anna.link);
  ok(joined.ok);
  await scene.until(() => joined.value.messages().length === 100);
  await scene.pass(90_000);
  for (const room of [anna, ben, joined.value]) deepEqual(room.gaps(), []);
  for (const { client } of [...phones, carla]) deepEqual(client.notices, []);
});
