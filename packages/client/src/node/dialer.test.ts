import { deepEqual, equal } from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { WebSocketServer } from "ws";
import type { LinkEvents } from "../ports.ts";
import { createNodeDialer } from "./dialer.ts";

/** Dials a fresh server. @returns the origin it saw and what the link told */
async function dialOnce(origin: string | undefined): Promise<readonly unknown[]> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const closed = Promise.withResolvers<number>();
  const events: LinkEvents = {
    opened() {},
    received() {},
    writable() {},
    closed: closed.resolve,
  };
  let seen: string | undefined;
  server.on("connection", (socket, request) => {
    seen = request.headers.origin;
    socket.close(4429);
  });
  createNodeDialer(origin).dial(`ws://127.0.0.1:${address.port}/ws`, events);
  const code = await closed.promise;
  server.close();
  await once(server, "close");
  return [seen, code];
}

test("the relay sees the origin of its web app, or none", async () => {
  deepEqual(await dialOnce("https://chat.example"), ["https://chat.example", 4429]);
  deepEqual(await dialOnce(undefined), [undefined, 4429]);
});

test("nobody there, and an address that is none, are told as closed", async () => {
  for (const url of ["ws://127.0.0.1:1/ws", "not an address"]) {
    const closed = Promise.withResolvers<number>();
    createNodeDialer(undefined).dial(url, {
      opened() {},
      received() {},
      writable() {},
      closed: closed.resolve,
    });
    equal(await closed.promise, 1006);
  }
});
