/** A room that was deleted here and lives on at a peer does not come back from there. */
import { equal, match } from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { type Route, routes } from "@festival-chat/protocol/organiser";
import { testEnvelope, testRoom } from "../raw-member.fixture.ts";
import { dial, discard, type SocketMember, testServer } from "../socket-member.fixture.ts";
import { openOrganiserDatabase, organiserFile } from "./organiser-database.ts";
import { createOrganisers } from "./organisers.ts";
import { loadRoomTags } from "./room-tags.ts";

const key = "cd".repeat(32);

test("a peer that goes on with a deleted room brings none of it back", async (t) => {
  const [camp, stage] = [testRoom(), testRoom()];
  const cloud = await testServer({ environ: { PEER_KEY: key } });
  t.after(() => discard(cloud));
  const sit = async (member: SocketMember, room: typeof camp) =>
    (await member.join(room, { certificate: room.certificate() })).channel;
  const ben = await dial(cloud);
  const bens = { camp: await sit(ben, camp), stage: await sit(ben, stage) };
  // The rooms are on both before they meet.
  const alone = await testServer();
  const early = await dial(alone);
  for (const room of [camp, stage]) await sit(early, room);
  early.hangUp();
  await alone.close();
  const environ = { PEER_KEY: key, PEERS: cloud.origin };
  const box = await testServer({ environ, dataDir: alone.dataDir });
  t.after(() => discard(box));
  const anna = await dial(box);
  await sit(anna, camp);
  await sit(anna, stage);
  const say = (channel: number, ref: number): Uint8Array => {
    const envelope = testEnvelope();
    ben.send({ kind: "publish", channel, ref, envelope });
    return envelope;
  };
  const hears = async (member: SocketMember, words: Uint8Array): Promise<void> => {
    for (let heard = false; !heard;) {
      const { records } = await member.inbox.next("deliver");
      heard = records.some(({ envelope }) => Buffer.from(envelope).equals(words));
    }
  };
  await hears(anna, say(bens.camp, 1));
  await hears(anna, say(bens.stage, 2));

  const db = openOrganiserDatabase(join(box.dataDir, organiserFile));
  const token = createOrganisers(db).add("Anna", "operator", Date.now());
  db.close();
  let cookie = "";
  const act = async (route: Route, body: object): Promise<number> => {
    const headers = { "Content-Type": "application/json", Origin: box.origin, Cookie: cookie };
    const answer = await fetch(box.origin + route.path, {
      method: route.method,
      headers,
      body: JSON.stringify(body),
    });
    cookie = answer.headers.getSetCookie()[0]?.split(";", 1)[0] ?? cookie;
    return answer.status;
  };
  equal(await act(routes.signIn, { token }), 200);
  equal(await act(routes.stepUp, { token }), 200);
  equal(await act(routes.deleteRoom, { room: loadRoomTags(box.dataDir).room(camp.id) }), 200);
  await anna.closed();

  const again = await dial(box);
  await sit(again, stage);
  say(bens.camp, 3);
  // What was said at the stage came behind what was said in the camp, over the same link.
  await hears(again, say(bens.stage, 4));
  const metrics = await (await fetch(`${box.origin}/metrics`)).text();
  match(metrics, /festival_relay_log_rooms 1\n/);
});
