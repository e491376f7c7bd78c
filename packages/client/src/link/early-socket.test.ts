import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { createEarlySocket, type EarlySocket } from "./early-socket.ts";
import { createWebSocketDialer, type SocketEvent, type WebSocketLike } from "./websocket.ts";

const here = "wss://festival.example/ws";
const there = "wss://elsewhere.example/ws";

/** A browser's socket, as far as pages and links use it. */
class FakeSocket implements WebSocketLike {
  static opened: string[] = [];
  readonly url: string;
  readyState = 0;
  binaryType = "arraybuffer";
  bufferedAmount = 0;
  onopen: ((event: SocketEvent) => void) | null = null;
  onmessage: ((event: SocketEvent) => void) | null = null;
  closed = false;
  readonly #listeners: ((event: SocketEvent) => void)[] = [];

  constructor(url: string) {
    this.url = url;
    FakeSocket.opened.push(url);
  }
  addEventListener(type: string, listener: (event: SocketEvent) => void): void {
    this.#listeners.push((event) => void (event.type === type && listener(event)));
  }
  send(): void {}
  close(): void {
    this.closed = true;
  }
  happens(event: SocketEvent): void {
    if (event.type === "open") this.readyState = 1;
    if (event.type === "close") this.readyState = 3;
    (event.type === "open" ? this.onopen : this.onmessage)?.(event);
    for (const listener of this.#listeners) listener(event);
  }
}

const open: SocketEvent = { type: "open" };
const frame = (first: number): SocketEvent => ({
  type: "message",
  data: Uint8Array.of(first).buffer,
});

/** A page that opened a socket as index.html does, and a dialer that was given it. */
function scene() {
  const socket = new FakeSocket(here);
  const told: SocketEvent[] = [];
  const tell = (event: SocketEvent) => void told.push(event);
  Object.assign(socket, { onopen: tell, onmessage: tell });
  const page: EarlySocket = { socket, told };
  FakeSocket.opened = [];
  const dialer = createWebSocketDialer(FakeSocket, {
    early: createEarlySocket(page),
    schedule: () => () => {},
  });
  const heard: string[] = [];
  const dial = (url: string) =>
    dialer.dial(url, {
      opened: () => heard.push("opened"),
      received: ([first]) => heard.push(`frame ${first}`),
      writable: () => heard.push("writable"),
      closed: (code) => heard.push(`closed ${code}`),
    });
  return { socket, told, heard, dial };
}

test("what the page's socket told before it was dialled is told after, in its order, and nothing twice", async () => {
  const { socket, told, heard, dial } = scene();
  socket.happens(open);
  socket.happens(frame(1));
  dial(here);
  deepEqual(heard, [], "from inside a dial");
  await new Promise(setImmediate);
  socket.happens(frame(2));
  socket.happens({ type: "close", code: 1006 });
  deepEqual(heard, ["opened", "frame 1", "frame 2", "closed 1006"]);
  equal(told.length, 2, "the page has stopped to listen");
  deepEqual(FakeSocket.opened, []);
  // The next one is dialled anew.
  dial(here);
  deepEqual(FakeSocket.opened, [here]);
});

test("a socket that is still on its way opens for whoever dials", async () => {
  const { socket, heard, dial } = scene();
  dial(here);
  await new Promise(setImmediate);
  socket.happens(open);
  socket.happens(frame(1));
  deepEqual(heard, ["opened", "frame 1"]);
  deepEqual(FakeSocket.opened, []);
});

test("a link that is closed as soon as it is dialled tells nothing of what its socket had told", async () => {
  const { socket, heard, dial } = scene();
  socket.happens(open);
  socket.happens(frame(1));
  dial(here).close(1000);
  await new Promise(setImmediate);
  deepEqual(heard, ["closed 1000"]);
  equal(socket.closed, true);
});

test("whoever dials another address gets that one, and the page's socket is hung up", () => {
  const { socket, dial } = scene();
  dial(there);
  equal(socket.closed, true);
  deepEqual(FakeSocket.opened, [there]);
});

test("a socket that failed before it was dialled is as good as none: the address is dialled again", async () => {
  const { socket, heard, dial } = scene();
  socket.happens({ type: "close", code: 1006 });
  dial(here);
  await new Promise(setImmediate);
  deepEqual(FakeSocket.opened, [here]);
  deepEqual(heard, []);
});
