/** From a ring on a link to a push that a browser opens, over real sockets and a real push service. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import {
  deviceTagOf,
  encodeReachFrame,
  frameTypes,
  type PushTarget,
  type ReachFrame,
  reachFrameTypes,
  type RingMode,
  wireErrors,
} from "@festival-chat/protocol/wire";
import { keyPair, testEnvelope, testRoom } from "../raw-member.fixture.ts";
import {
  dial,
  discard,
  type SocketMember,
  testServer,
  type TestServer,
} from "../socket-member.fixture.ts";
import { pushStation, readVapid } from "./push-station.fixture.ts";

async function campScene(t: TestContext, environ: Record<string, string> = {}) {
  const service = await pushStation();
  const server = await testServer({ limits: { ringPauseMillis: 0 }, environ });
  t.after(async () => {
    await discard(server);
    await service.close();
  });
  const room = testRoom();
  const member = (device = keyPair()) => enter(server, device);
  async function enter(at: TestServer, device: ReturnType<typeof keyPair>) {
    const link = await dial(at, device);
    const { channel } = await link.join(room, { certificate: room.certificate() });
    const say = (frame: ReachFrame): void => link.webSocket.send(encodeReachFrame(frame));
    let ref = 0;
    return {
      ...link,
      tag: deviceTagOf(room.id, device.publicKey),
      channel,
      say,
      /** Settles when the relay has done what came before. */
      heard: () => heard(link),
      async subscribe(target: PushTarget, mode: RingMode = "all") {
        say({ kind: "subscribe", channel, mode, ...target });
        await heard(link);
      },
      /** Publishes and rings. */
      async ring(called: readonly ReturnType<typeof deviceTagOf>[] = []) {
        const envelope = testEnvelope();
        ref++;
        say({ kind: "ring", channel, ref, everybody: false, called });
        link.send({ kind: "publish", channel, ref, envelope });
        await link.inbox.next("ack");
        return envelope;
      },
    };
  }
  return { service, server, room, member };
}

async function heard(link: SocketMember): Promise<void> {
  link.send({ kind: "ping", token: 7 });
  await link.inbox.next("pong");
}

const pushKeyOf = async (server: TestServer): Promise<string> => {
  const config = await (await fetch(`${server.origin}/config.json`)).json();
  return String((config as { pushKey: unknown }).pushKey);
};

test("[R1, R5] Anna's phone rings, and Ben's closed app gets her envelope as it is", async (t) => {
  const { service, server, room, member } = await campScene(t);
  const browser = await service.subscribe("/ben");
  const ben = await member();
  await ben.subscribe(browser.target);
  ben.hangUp();
  const anna = await member();
  const envelope = await anna.ring();
  const push = await service.next();
  equal(push.path, "/ben");
  deepEqual(await browser.read(push.body), { room: room.id, called: false, envelope });
  const { headers } = push;
  equal(headers["content-encoding"], "aes128gcm");
  equal(headers["ttl"], "86400");
  equal(headers["urgency"], "normal");
  match(headers["topic"] ?? "", /^[\w-]{24}$/);
  const claims = await readVapid(headers["authorization"] ?? "", await pushKeyOf(server));
  equal(claims["aud"], service.origin);
  equal(claims["sub"], "mailto:nobody@localhost");
});

test("[R1] what the relay knew already, and a publish with another ref, ring nobody", async (t) => {
  const { service, member } = await campScene(t);
  const browser = await service.subscribe("/ben");
  const ben = await member();
  await ben.subscribe(browser.target);
  ben.hangUp();
  const anna = await member();
  const { channel } = anna;
  const first = await anna.ring();
  deepEqual((await browser.read((await service.next()).body)).envelope, first);
  const again = async (ref: number, rings: number, envelope = first): Promise<void> => {
    anna.say({ kind: "ring", channel, ref: rings, everybody: false, called: [] });
    anna.send({ kind: "publish", channel, ref, envelope });
    await anna.inbox.next("ack");
  };
  await again(10, 10);
  await again(11, 99, testEnvelope());
  for (let ref = 200; ref < 216; ref++) {
    anna.say({ kind: "ring", channel, ref, everybody: false, called: [] });
  }
  // The ring with this ref is one of too many.
  anna.send({ kind: "publish", channel, ref: 99, envelope: testEnvelope() });
  await anna.inbox.next("ack");
  const last = await anna.ring();
  deepEqual((await browser.read((await service.next()).body)).envelope, last);
  equal(service.taken.length, 2);
});

test("[R4] a phone that is looked at is not pushed to, until it looks away", async (t) => {
  const { service, member } = await campScene(t);
  const browser = await service.subscribe("/ben");
  const ben = await member();
  await ben.subscribe(browser.target);
  ben.say({ kind: "look", channel: ben.channel, looking: true });
  await ben.heard();
  const anna = await member();
  await anna.ring();
  ben.say({ kind: "look", channel: ben.channel, looking: false });
  await ben.heard();
  const seen = await anna.ring();
  deepEqual((await browser.read((await service.next()).body)).envelope, seen);
  equal(service.taken.length, 1);
});

test("[R4] an open socket alone is nobody who looks", async (t) => {
  const { service, member } = await campScene(t);
  const ben = await member();
  await ben.subscribe((await service.subscribe("/ben")).target);
  await (await member()).ring();
  equal((await service.next()).path, "/ben");
});

test("[R3] leaving the room ends the pushes; a broken link does not", async (t) => {
  const { service, member } = await campScene(t);
  const anna = await member();
  const device = keyPair();
  const ben = await member(device);
  await ben.subscribe((await service.subscribe("/ben")).target);
  ben.hangUp();
  const cleo = await member();
  await cleo.subscribe((await service.subscribe("/cleo")).target);
  await anna.ring();
  deepEqual([(await service.next()).path, (await service.next()).path].sort(), ["/ben", "/cleo"]);
  const back = await member(device);
  back.send({ kind: "leave", channel: back.channel });
  await back.heard();
  await anna.ring();
  equal((await service.next()).path, "/cleo");
  await anna.ring();
  equal((await service.next()).path, "/cleo");
  equal(service.taken.length, 4);
});

test("[R3] 410 ends a subscription, and its successor is pushed to", async (t) => {
  const { service, server, member } = await campScene(t);
  const ben = await member();
  await ben.subscribe((await service.subscribe("/ben")).target);
  const anna = await member();
  service.answers.push({ status: 410 });
  await anna.ring();
  await service.next();
  await ben.subscribe((await service.subscribe("/ben/2")).target);
  await anna.ring();
  equal((await service.next()).path, "/ben/2");
  const metrics = await (await fetch(`${server.origin}/metrics`)).text();
  match(metrics, /festival_relay_pushes_gone_total 1\n/);
});

test("[R7] an address that is not pushed to is refused, and the link stays", async (t) => {
  const { service, member } = await campScene(t, {
    FESTIVAL_ENV: "staging",
    PUSH_CONTACT: "mailto:crew@chat.example",
  });
  const { target } = await service.subscribe("/ben");
  const ben = await member();
  await ben.subscribe(target);
  const refusal = await ben.inbox.next("refuse");
  equal(refusal.refused, reachFrameTypes.subscribe);
  equal(refusal.code, wireErrors.Overloaded.code);
  await ben.heard();
});

test("[X4] a subscription for a room that was not joined is refused", async (t) => {
  const { service, member } = await campScene(t);
  const ben = await member();
  ben.say({ kind: "unsubscribe", channel: 99 });
  equal((await ben.inbox.next("refuse")).code, wireErrors.NotJoined.code);
  const frame = encodeReachFrame({
    kind: "subscribe",
    channel: ben.channel,
    mode: "all",
    ...(await service.subscribe("/ben")).target,
  });
  ben.webSocket.send(frame.subarray(0, frame.length - 1));
  equal(await ben.closed(), wireErrors.Malformed.code);
});

test("a relay that nobody may write about pushes to nobody, and says so", async (t) => {
  const { service, server, member } = await campScene(t, { FESTIVAL_ENV: "production" });
  equal(await pushKeyOf(server), "null");
  const ben = await member();
  await ben.subscribe((await service.subscribe("/ben")).target);
  equal((await ben.inbox.next("refuse")).refused, reachFrameTypes.subscribe);
  equal(
    ben.inbox.all.some((frame) => frame.kind === "refuse" && frame.refused === frameTypes.ping),
    false,
  );
});

test("the relay keeps the address of a browser, and no word of a message, in its files", async (t) => {
  const { service, server, member } = await campScene(t);
  const browser = await service.subscribe("/ben");
  const ben = await member();
  await ben.subscribe(browser.target);
  const canary = Buffer.from("canary at the main stage");
  const envelope = testEnvelope();
  envelope.set(canary, envelope.length - canary.length);
  const anna = await member();
  anna.say({ kind: "ring", channel: anna.channel, ref: 1, everybody: true, called: [] });
  anna.send({ kind: "publish", channel: anna.channel, ref: 1, envelope });
  await anna.inbox.next("ack");
  const push = await service.next();
  deepEqual((await browser.read(push.body)).envelope, envelope);
  ok(!Buffer.from(push.body).includes(canary), "sealed for the browser");
  const files = readdirSync(server.dataDir).filter((name) => name.startsWith("bells"));
  ok(files.length > 0);
  for (const name of files) {
    ok(!readFileSync(join(server.dataDir, name)).includes(canary), name);
  }
});
