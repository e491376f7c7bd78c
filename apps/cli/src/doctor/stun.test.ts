/** A STUN server that answers, one that is silent, and one that answers something else. */
import { equal } from "node:assert/strict";
import { createSocket, type Socket } from "node:dgram";
import { afterEach, describe, test } from "node:test";
import { askStun, bindingRequestOf, seenAddress } from "./stun.ts";
import { checkIce } from "./ice-check.ts";

const id = Buffer.from("festivalchat");
const open: Socket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

/** An answer that says 192.0.2.1:32853 (RFC 5769 section 2.2). */
function successOf(request: Buffer): Buffer {
  const answer = Buffer.alloc(32);
  answer.writeUInt16BE(0x0101, 0);
  answer.writeUInt16BE(12, 2);
  request.copy(answer, 4, 4, 20);
  answer.write("002000080001a147e112a643", 20, "hex");
  return answer;
}

/** @param answerOf what a request is answered with; nothing for undefined */
async function stunServer(answerOf: (request: Buffer, round: number) => Buffer | undefined) {
  const socket = createSocket("udp4");
  open.push(socket);
  let round = 0;
  socket.on("message", (request, from) => {
    const answer = answerOf(request, round++);
    if (answer !== undefined) socket.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    scheme: "stun",
    host: "127.0.0.1",
    port: socket.address().port,
    transport: "udp",
  } as const;
}

describe("a STUN server", () => {
  test("tells the address it sees, and a lost datagram is asked for again", async () => {
    const server = await stunServer((request, round) =>
      round === 0 ? undefined : successOf(request),
    );
    equal(await askStun(server, id, 20_000), "192.0.2.1:32853");
  });

  test("that is silent, or answers something else, is told in time", async () => {
    equal(await askStun(await stunServer(() => undefined), id, 50), undefined);
    const other = await stunServer(() => Buffer.from("HTTP/1.1 400 Bad Request"));
    equal(await askStun(other, id, 50), undefined);
    const stranger = await stunServer(() => successOf(bindingRequestOf(Buffer.alloc(12))));
    equal(await askStun(stranger, id, 50), undefined);
  });

  test("reading an answer never throws", () => {
    const whole = successOf(bindingRequestOf(id));
    for (let length = 0; length <= whole.length; length++) {
      const seen = seenAddress(whole.subarray(0, length), id);
      equal(seen === undefined || seen === "seen" || length === whole.length, true);
    }
  });
});

test("the servers of /config.json are asked, and each silent one is named", async () => {
  const { port } = await stunServer(successOf);
  const silent = await stunServer(() => undefined);
  const configWith = (...urls: string[]) => JSON.stringify({ iceServers: [{ urls }] });
  const good = await checkIce(configWith(`stun:127.0.0.1:${port}`), Date.now, 20_000);
  equal(good.ok, true, good.found);
  const bad = await checkIce(configWith(`stun:127.0.0.1:${silent.port}`), Date.now, 50);
  equal(bad.found, `no answer from stun:127.0.0.1:${silent.port}`);
  equal((await checkIce(configWith("http://x"), Date.now, 50)).ok, false);
  equal((await checkIce("{}", Date.now, 50)).ok, true);
  const ended = { urls: "turn:127.0.0.1", username: "1000000000:camp", credential: "x" };
  const old = await checkIce(JSON.stringify({ iceServers: [ended] }), Date.now, 50);
  equal(old.ok, false);
});
