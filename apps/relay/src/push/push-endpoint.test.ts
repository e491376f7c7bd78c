/** Endpoints come from members: none of them may lead into the network of the relay. */
import { equal, ok } from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { utf8 } from "@festival-chat/protocol/wire";
import { createPushPoster } from "./post-push.ts";
import { isPublicAddress, parseEndpoint, publicLookup } from "./push-endpoint.ts";

test("[R7] addresses that are not public ones", () => {
  for (const address of [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.31.255.255",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "fc00::1",
    "fe80::1",
    "ff02::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "push.example",
    "",
  ]) {
    equal(isPublicAddress(address), false, address);
  }
  for (const address of ["8.8.8.8", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::1"]) {
    equal(isPublicAddress(address), true, address);
  }
});

test("[R7] addresses are judged however they are written", () => {
  for (const host of ["2130706433", "0x7f.1", "0177.0.0.1", "[::ffff:7f00:1]", "127.1"]) {
    equal(parseEndpoint(utf8(`https://${host}/x`), false), undefined, host);
  }
  equal(parseEndpoint(utf8("https://push.example/x"), false)?.hostname, "push.example");
});

test("[R7] in development a push service may be on this machine, and nowhere else without TLS", () => {
  ok(parseEndpoint(utf8("http://127.0.0.1:9/x"), true));
  equal(parseEndpoint(utf8("http://192.168.1.1/x"), true), undefined);
  equal(parseEndpoint(utf8("http://push.example/x"), true), undefined);
});

test("[R7] a name that leads to this machine is refused when it is looked up", async () => {
  const outcome = await new Promise((resolve) => {
    publicLookup("localhost", { all: true }, (error) => resolve(error?.message));
  });
  equal(outcome, "not a public address");
});

test("[R7] no redirect is followed, and no answer is read to an end that never comes", async (t) => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked++;
    response.writeHead(asked === 1 ? 307 : 201, { Location: "/elsewhere" });
    response.write("a".repeat(99_999));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const poster = createPushPoster({ deadlineMillis: 5_000, sockets: 2, now: Date.now });
  t.after(() => {
    poster.close();
    server.closeAllConnections();
    server.close();
  });
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const post = () => poster.post({ url, headers: {}, body: new Uint8Array(3) });
  equal((await post()).kind, "refused");
  equal(asked, 1);
  equal((await post()).kind, "taken");
});

test("nobody at the other end, and an end that says nothing, are no answer", async (t) => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const poster = createPushPoster({ deadlineMillis: 50, sockets: 2, now: Date.now });
  const { port } = silent.address() as AddressInfo;
  const post = () =>
    poster.post({
      url: new URL(`http://127.0.0.1:${port}/`),
      headers: {},
      body: new Uint8Array(1),
    });
  equal((await post()).kind, "unavailable");
  silent.closeAllConnections();
  await new Promise((resolve) => silent.close(resolve));
  equal((await post()).kind, "unavailable");
  t.after(() => poster.close());
});
