/** A minimal broadcast with `ws`: each message is encoded once and written to every socket of its room. */
import { createServer } from "node:http";
import type { Socket } from "node:net";
import { WebSocketServer } from "ws";
import { listenForBench } from "./listen-for-bench.ts";

const http = createServer();
const sockets = new WebSocketServer({
  server: http,
  perMessageDeflate: false,
  clientTracking: false,
});
const rooms = new Map<string, Set<Socket>>();

/** A whole text frame (RFC 6455 section 5.2), unmasked. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head = Buffer.alloc(payload.length < 126 ? 2 : 4);
  head[0] = 0x81;
  head[1] = Math.min(payload.length, 126);
  if (payload.length >= 126) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

sockets.on("connection", (webSocket, request) => {
  const { socket } = request;
  let room: string | undefined;
  let members: Set<Socket> | undefined;
  webSocket.on("message", (bytes: Buffer) => {
    const message: unknown = JSON.parse(bytes.toString());
    if (typeof message !== "object" || message === null) return;
    if ("join" in message && typeof message.join === "string") {
      room = message.join;
      members = rooms.get(room) ?? new Set();
      rooms.set(room, members.add(socket));
      webSocket.send('"joined"');
    } else if ("text" in message && members !== undefined) {
      const frame = textFrame(JSON.stringify({ room, text: message.text }));
      for (const member of members) member.write(frame);
    }
  });
  webSocket.on("close", () => members?.delete(socket));
  webSocket.on("error", () => undefined);
});

listenForBench(http);
