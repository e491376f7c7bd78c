/** What proxies do to a WebSocket, each with a stand-in that does just that. */
import { equal, match } from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { afterEach, describe, test } from "node:test";
import { encodeFrame, idFromBytes, noExtensions } from "@festival-chat/protocol/wire";
import { probeUpgrade } from "./upgrade-probe.ts";

const servers: Server[] = [];
const streams: Duplex[] = [];
afterEach(async () => {
  // Upgraded sockets are no connections of the server any more.
  for (const stream of streams.splice(0)) stream.destroy();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const hello = encodeFrame({
  kind: "hello",
  versions: { min: 1, max: 1 },
  nonce: new Uint8Array(32),
  relayTime: Date.now(),
  relay: idFromBytes("RelayId", new Uint8Array(8)),
  environment: "staging",
  extensions: noExtensions,
});
/** One binary frame (RFC 6455 section 5.2) of less than 126 bytes. */
const helloFrame = Buffer.concat([Buffer.from([0x82, hello.length]), hello]);

/** What the doctor finds of a server that treats upgrades like this. */
async function probe(treat: (stream: Duplex, accept: string) => void, millis = 20_000) {
  const server = createServer((_, response) => response.writeHead(404).end());
  servers.push(server);
  server.on("upgrade", (request, stream) => {
    stream.on("error", () => {});
    streams.push(stream);
    const key = String(request.headers["sec-websocket-key"]);
    const guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    treat(stream, createHash("sha1").update(`${key}${guid}`).digest("base64"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const origin = `http://127.0.0.1:${port}`;
  const { finding, greeting } = await probeUpgrade(`ws://127.0.0.1:${port}/ws`, origin, millis);
  return { found: finding.found, advice: finding.ok ? "" : finding.advice, greeting };
}

const upgraded = (accept: string): string =>
  `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`;
const answered = (status: string, headers = ""): ((stream: Duplex) => void) => {
  return (stream) =>
    void stream.end(
      `HTTP/1.1 ${status}\r\n${headers}Content-Length: 0\r\nConnection: close\r\n\r\n`,
    );
};

describe("a proxy in front of the relay", () => {
  test("that lets upgrades through is not noticed", async () => {
    const { advice, greeting } = await probe((stream, accept) => {
      stream.write(upgraded(accept));
      stream.write(helloFrame);
    });
    equal(advice, "");
    equal(greeting?.hello.environment, "staging");
  });

  test("that strips Upgrade is told, with its name and the lines that mend it", async () => {
    const { found, advice } = await probe(answered("404 Not Found", "Server: nginx/1.27\r\n"));
    match(found, /answered 404 from nginx\/1\.27/);
    match(advice, /proxy_set_header Upgrade/);
  });

  test("that does not reach the relay, is full, redirects or refuses the page has its own advice", async () => {
    match((await probe(answered("502 Bad Gateway"))).advice, /does not reach the relay/);
    const full = answered("503 Service Unavailable", "Retry-After: 7\r\n");
    match((await probe(full)).advice, /Come back in 7 s/);
    const moved = answered("301 Moved Permanently", "Location: https://other.example/\r\n");
    match((await probe(moved)).advice, /other\.example/);
    match((await probe(answered("403 Forbidden"))).advice, /WEB_ORIGINS/);
  });

  test("that keeps frames to itself is told as one that buffers", async () => {
    const kept = await probe((stream, accept) => void stream.write(upgraded(accept)), 800);
    match(kept.found, /no frame comes through/);
    match(kept.advice, /buffering/);
  });

  test("that hands frames on late is told as one that buffers", async () => {
    const held = await probe((stream, accept) => {
      stream.write(upgraded(accept));
      setTimeout(() => stream.write(helloFrame), 3_000);
    });
    match(held.found, /came \d+ ms after/);
    match(held.advice, /buffering/);
  });

  test("that swallows the request is told in time", async () => {
    match((await probe(() => undefined, 300)).advice, /swallows/);
  });

  test("that cuts the link at once is told as cut", async () => {
    const cut = await probe((stream, accept) => {
      stream.write(upgraded(accept));
      stream.destroy();
    });
    match(cut.found, /did not open a WebSocket|1006/);
  });
});
