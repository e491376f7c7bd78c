import { deepEqual, equal } from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { WebSocket, WebSocketServer } from "ws";
import type { LinkEvents } from "../ports.ts";
import { linkContract } from "./link.contract.ts";
import type { Schedule } from "./schedule.ts";
import { createWebSocketDialer, type SocketEvent } from "./websocket.ts";

const soon: Schedule = (run, afterMillis) => {
  const timer = setTimeout(run, afterMillis);
  return () => clearTimeout(timer);
};

/** The contract over a real socket, with the constructor of `ws` or the one built into the host. */
function contractOver(name: string, Socket: typeof WebSocket | typeof globalThis.WebSocket): void {
  linkContract(
    (title, run) => test(`${name}: ${title}`, run),
    async () => {
      const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
      await once(server, "listening");
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("no port");
      const received: Uint8Array[] = [];
      let far: WebSocket | undefined;
      server.on("connection", (socket) => {
        far = socket;
        socket.on("message", (bytes: Buffer) => received.push(new Uint8Array(bytes)));
        socket.on("error", () => {});
      });
      const settle = async (): Promise<void> => {
        for (let i = 0; i < 50; i++) await setImmediate();
      };
      return {
        dial: (events) =>
          createWebSocketDialer(Socket, { schedule: soon, highWaterBytes: 64 * 1024 }).dial(
            `ws://127.0.0.1:${address.port}`,
            events,
          ),
        far: {
          received,
          send: (frame) => far?.send(frame),
          close: (code) => far?.close(code),
        },
        async until(condition) {
          for (let turns = 0; !condition(); turns++) {
            if (turns > 1_000_000) throw new Error("never happened");
            await setImmediate();
          }
        },
        settle,
        floodBytes: 64 * 1024 * 1024,
        async discard() {
          for (const socket of server.clients) socket.terminate();
          server.close();
          await once(server, "close");
        },
      };
    },
  );
}

contractOver("ws", WebSocket);
contractOver("the built-in WebSocket", globalThis.WebSocket);

/** A socket that does what the test says, and a log of what the link told. */
function scene(): {
  readonly lines: string[];
  readonly events: LinkEvents;
  readonly Socket: ReturnType<typeof createFakeSocket>;
} {
  const lines: string[] = [];
  return {
    lines,
    events: {
      opened: () => lines.push("opened"),
      received: (frame) => lines.push(`received ${frame.length}`),
      writable: () => lines.push("writable"),
      closed: (code) => lines.push(`closed ${code}`),
    },
    Socket: createFakeSocket(),
  };
}

function createFakeSocket() {
  return class FakeSocket {
    static last: FakeSocket | undefined;
    binaryType = "blob";
    bufferedAmount = 0;
    readonly closeCodes: (number | undefined)[] = [];
    readonly sent: Uint8Array[] = [];
    readonly #listeners = new Map<string, (event: SocketEvent) => void>();

    constructor(url: string) {
      if (url === "bad") throw new SyntaxError("bad address");
      FakeSocket.last = this;
    }

    addEventListener(type: string, listener: (event: SocketEvent) => void): void {
      this.#listeners.set(type, listener);
    }

    /** Stays CLOSING: no close event ever. */
    close(code?: number): void {
      if (code === 4999) throw new Error("cannot close");
      this.closeCodes.push(code);
    }

    send(bytes: Uint8Array): void {
      if (bytes.length === 13) throw new Error("cannot send");
      this.sent.push(bytes);
    }

    happens(type: string, rest: { readonly data?: unknown; readonly code?: number } = {}): void {
      this.#listeners.get(type)?.({ type, ...rest });
    }
  };
}

const never: Schedule = () => () => {};

test("an address the constructor refuses is told as closed, after dial has returned", async () => {
  const { lines, events, Socket } = scene();
  const link = createWebSocketDialer(Socket, { schedule: never }).dial("bad", events);
  deepEqual(lines, []);
  await setImmediate();
  link.close(1000);
  await setImmediate();
  deepEqual(lines, ["closed 1006"]);
});

test("a socket that stays CLOSING is orphaned: its late events are ignored", async () => {
  const { lines, events, Socket } = scene();
  const link = createWebSocketDialer(Socket, { schedule: never }).dial("ws://relay", events);
  Socket.last?.happens("open");
  link.close(4006);
  await setImmediate();
  for (const type of ["open", "error"]) Socket.last?.happens(type);
  Socket.last?.happens("message", { data: new ArrayBuffer(4) });
  Socket.last?.happens("close", { code: 1006 });
  await setImmediate();
  deepEqual(lines, ["opened", "closed 4006"]);
});

test("a code that browsers forbid goes out as a normal goodbye, and is told as it was", async () => {
  const { lines, events, Socket } = scene();
  const link = createWebSocketDialer(Socket, { schedule: never }).dial("ws://relay", events);
  link.close(1012);
  await setImmediate();
  deepEqual(Socket.last?.closeCodes, [1000]);
  deepEqual(lines, ["closed 1012"]);
});

test("a socket that throws when it sends or closes is told as closed", async () => {
  const sending = scene();
  const link = createWebSocketDialer(sending.Socket, { schedule: never }).dial("x", sending.events);
  sending.Socket.last?.happens("open");
  equal(link.send(new Uint8Array(13)), false);
  await setImmediate();
  deepEqual(sending.lines, ["opened", "closed 1006"]);

  const closing = scene();
  createWebSocketDialer(closing.Socket, { schedule: never }).dial("x", closing.events).close(4999);
  await setImmediate();
  deepEqual(closing.lines, ["closed 4999"]);
});

test("text is no frame: the link is closed as malformed", async () => {
  const { lines, events, Socket } = scene();
  createWebSocketDialer(Socket, { schedule: never }).dial("ws://relay", events);
  Socket.last?.happens("open");
  Socket.last?.happens("message", { data: "hello" });
  await setImmediate();
  deepEqual(lines, ["opened", "closed 4000"]);
  deepEqual(Socket.last?.closeCodes, [4000]);
});

test("writable waits until the low-water mark, and a closed link stops asking", async () => {
  const { lines, events, Socket } = scene();
  const due: (() => void)[] = [];
  let stopped = 0;
  const link = createWebSocketDialer(Socket, {
    highWaterBytes: 100,
    lowWaterBytes: 10,
    schedule: (run) => {
      due.push(run);
      return () => {
        stopped += 1;
      };
    },
  }).dial("ws://relay", events);
  const socket = Socket.last;
  if (socket === undefined) throw new Error("not dialled");
  socket.happens("open");
  socket.bufferedAmount = 100;
  equal(link.send(new Uint8Array(1)), true);
  socket.bufferedAmount = 101;
  equal(link.send(new Uint8Array(1)), false);
  socket.bufferedAmount = 50;
  equal(link.send(new Uint8Array(1)), false);
  due.shift()?.();
  deepEqual(lines, ["opened"]);
  socket.bufferedAmount = 10;
  due.shift()?.();
  deepEqual(lines, ["opened", "writable"]);
  socket.bufferedAmount = 101;
  link.send(new Uint8Array(1));
  link.close(1000);
  equal(stopped, 1);
  await setImmediate();
});

test("a frame in shared memory is copied before it is sent", () => {
  const { events, Socket } = scene();
  const link = createWebSocketDialer(Socket, { schedule: never }).dial("ws://relay", events);
  Socket.last?.happens("open");
  link.send(new Uint8Array(new SharedArrayBuffer(4)));
  equal(Socket.last?.sent[0]?.buffer instanceof ArrayBuffer, true);
});
