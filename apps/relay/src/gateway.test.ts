/** What comes over a real socket and should not: each gets its code, and the relay goes on. */
import { equal, match, ok } from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { limits, wireErrors } from "@festival-chat/protocol/wire";
import { keyPair, testEnvelope, testRoom } from "./raw-member.fixture.ts";
import { dial, discard, openSocket, testServer, type TestServer } from "./socket-member.fixture.ts";

let server: TestServer;
before(async () => {
  server = await testServer();
});
after(() => discard(server));

/** Status line that a raw request gets. */
async function statusOf(request: string): Promise<string> {
  const socket = connect(server.port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(request);
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
  await once(socket, "close");
  return text.split("\r\n", 1)[0] ?? "";
}

const upgrade = (path: string, headers: readonly string[]): string =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${server.port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
    "\r\n",
  ].join("\r\n");

test("[X2] a malformed frame closes with 4000", async () => {
  const anna = await dial(server);
  anna.webSocket.send(Uint8Array.of(2, 255));
  equal(await anna.closed(), wireErrors.Malformed.code);
  equal((await anna.inbox.next("refuse")).code, wireErrors.Malformed.code);
});

test("[X2] a text frame closes with 1003", async () => {
  const anna = await dial(server);
  anna.webSocket.send("hello");
  equal(await anna.closed(), 1003);
});

test("[X6] a message beyond every frame closes with 1009", async () => {
  const anna = await dial(server);
  anna.webSocket.send(new Uint8Array(limits.inboundFrameBytes + 1));
  equal(await anna.closed(), 1009);
});

test("[X4] a publish without a join is refused", async () => {
  const anna = await dial(server);
  anna.send({ kind: "publish", channel: 1, ref: 2, envelope: testEnvelope() });
  equal((await anna.inbox.next("refuse")).code, wireErrors.NotJoined.code);
  anna.hangUp();
});

test("[L6] a replayed join is refused", async () => {
  const room = testRoom();
  const anna = await dial(server);
  const nonce = new Uint8Array(16).fill(1);
  await anna.join(room, { certificate: room.certificate(), nonce });
  void anna.join(room, { nonce });
  equal((await anna.inbox.next("refuse")).code, wireErrors.Replayed.code);
  anna.hangUp();
});

test("[L4] a join with a foreign room key is refused", async () => {
  const anna = await dial(server);
  void anna.join(testRoom(), { roomKey: keyPair().publicKey });
  equal((await anna.inbox.next("refuse")).code, wireErrors.WrongRoom.code);
  anna.hangUp();
});

test("[X1] a page of a foreign origin is closed with WrongOrigin, and never greeted", async () => {
  const page = openSocket(server, "https://evil.example");
  equal(await page.closed(), wireErrors.WrongOrigin.code);
  equal(page.inbox.taken("hello").length, 0);
});

test("an upgrade without an origin, or to another path, is refused before it costs anything", async () => {
  match(await statusOf(upgrade("/ws", [])), / 403 /);
  match(await statusOf(upgrade("/other", [`Origin: ${server.origin}`])), / 404 /);
});

test("a flood of upgrades is told when to come back", async () => {
  const small = await testServer({ limits: { handshakes: { perSecond: 1, burst: 1 } } });
  const first = await dial(small);
  const second = openSocket(small, small.origin);
  const [, response] = await once(second.webSocket, "unexpected-response");
  equal(response.statusCode, 503);
  ok(Number(response.headers["retry-after"]) >= 1);
  first.hangUp();
  await discard(small);
});

test("sockets that say nothing are as many as the relay can hold, and no more", async () => {
  const small = await testServer({ limits: { links: 1, httpSockets: 1 } });
  const silent = [0, 1, 2].map(() => connect(small.port, "127.0.0.1"));
  const closed = silent.map((socket) => {
    socket.on("error", () => undefined);
    return new Promise<void>((resolve) => socket.on("close", () => resolve()));
  });
  await Promise.race(closed);
  equal(silent.filter((socket) => socket.destroyed).length, 1);
  for (const socket of silent) socket.destroy();
  await discard(small);
});

test("[L2] a link that does not join is closed with JoinTimeout", async () => {
  const impatient = await testServer({ limits: { joinMillis: 1 } });
  const anna = await dial(impatient);
  equal(await anna.closed(), wireErrors.JoinTimeout.code);
  await discard(impatient);
});

test("pings of the WebSocket are answered, fragments are put together", async () => {
  const anna = await dial(server);
  anna.webSocket.ping("x");
  await once(anna.webSocket, "pong");
  anna.webSocket.send(Uint8Array.of(20), { fin: false });
  anna.webSocket.send(Uint8Array.of(5), { fin: true });
  equal((await anna.inbox.next("pong")).token, 5);
  anna.hangUp();
});
