/** Two relays with sockets, disks and settings as they are run. */
import { equal, match, ok } from "node:assert/strict";
import { test } from "node:test";
import { parseConfig } from "../config.ts";
import { testEnvelope, testRoom } from "../raw-member.fixture.ts";
import { dial, discard, type SocketMember, testServer } from "../socket-member.fixture.ts";

const key = "ab".repeat(32);

test("[Q1, Q2, Q3] a box that is given the cloud's address carries words both ways, also after it slept", async () => {
  const room = testRoom();
  const certificate = room.certificate();
  const cloud = await testServer({ environ: { PEER_KEY: key } });
  const environ = { PEER_KEY: key, PEERS: cloud.origin };
  // The room is on both before they meet, with something said at each.
  const alone = await testServer({ environ: { PEER_KEY: key } });
  const early = await dial(alone);
  const seat = await early.join(room, { certificate });
  early.send({ kind: "publish", channel: seat.channel, ref: 1, envelope: testEnvelope() });
  await early.inbox.next("ack");
  early.hangUp();
  await alone.close();
  const ben = await dial(cloud);
  const bens = await ben.join(room, { certificate });

  const box = await testServer({ environ, dataDir: alone.dataDir });
  const first = await ben.inbox.next("deliver");
  equal(first.records.length, 1);
  const anna = await dial(box);
  const annas = await anna.join(room);
  const hears = async (member: SocketMember, words: Uint8Array): Promise<void> => {
    for (let heard = false; !heard;) {
      const { records } = await member.inbox.next("deliver");
      heard = records.some(({ envelope }) => Buffer.from(envelope).equals(words));
    }
  };
  const [fromBen, fromAnna] = [testEnvelope(), testEnvelope()];
  ben.send({ kind: "publish", channel: bens.channel, ref: 1, envelope: fromBen });
  await hears(anna, fromBen);
  anna.send({ kind: "publish", channel: annas.channel, ref: 1, envelope: fromAnna });
  await hears(ben, fromAnna);
  equal(box.relay.metrics.counter("peer_taken"), 1);
  const metrics = await (await fetch(`${box.origin}/metrics`)).text();
  match(metrics, /festival_relay_peer_rooms 1\n/);
  for (const member of [anna, ben]) member.hangUp();
  await discard(box);
  await discard(cloud);
});

test("[Q1] settings of peers that cannot work are refused with what to do, and the key is never told", () => {
  const mistakesOf = (environ: Readonly<Record<string, string>>): string => {
    const parsed = parseConfig(environ);
    return parsed.ok ? "" : parsed.error.join("\n");
  };
  match(mistakesOf({ PEERS: "https://cloud.example" }), /PEERS needs PEER_KEY/);
  match(mistakesOf({ PEER_KEY: "secret words" }), /64 hexadecimal digits/);
  ok(!mistakesOf({ PEER_KEY: "secret words" }).includes("secret words"));
  match(mistakesOf({ PEERS: "cloud", PEER_KEY: key }), /PEERS is "cloud"/);
  equal(mistakesOf({ PEERS: "https://a.example, wss://b.example", PEER_KEY: key }), "");
});
