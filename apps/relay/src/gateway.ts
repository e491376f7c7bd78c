/**
 * Gateway: turns HTTP upgrades into links of the relay. Limits before bytes: path, origin, rate.
 *
 * Origins are judged by the relay, so that a page of a wrong origin gets a code it can show; a
 * request without an Origin header is refused here.
 */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { Socket } from "node:net";
import { limits } from "@festival-chat/protocol/wire";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { clientAddress, createIpTags } from "./ip-tag.ts";
import type { Relay } from "./relay.ts";
import { createWsSocket } from "./ws-socket.ts";

/** Where the relay speaks FC1. */
export const linkPath = "/ws";

export interface GatewayOptions {
  readonly relay: Relay;
  /** Accept upgrades without an Origin header: for development and tools only. */
  readonly allowsMissingOrigin: boolean;
  /** Take the address of a phone from the proxy in front. */
  readonly trustsProxy: boolean;
  readonly now: () => number;
}

export interface Gateway {
  /** Ends all sockets without a word. */
  destroy(): void;
}

/** Unsupported data (RFC 6455 section 7.4.1): text frames are no FC1. */
const unsupportedData = 1003;

/** Serves upgrades of this HTTP server. */
export function attachGateway(server: Server, options: GatewayOptions): Gateway {
  const { relay } = options;
  const ipTagOf = createIpTags(options.now);
  const open = new Set<WebSocket>();
  const settings = {
    noServer: true,
    // A frame beyond it is closed with 1009 before it is in memory.
    maxPayload: limits.inboundFrameBytes,
    maxFragments: 16,
    maxBufferedChunks: 1_024,
    perMessageDeflate: false,
    autoPong: false,
    clientTracking: false,
    skipUTF8Validation: true,
    closeTimeout: 5_000,
  };
  const sockets = new WebSocketServer(settings);

  function establish(webSocket: WebSocket, request: IncomingMessage, ipTag: string): void {
    const { socket } = request;
    const { origin, host } = request.headers;
    open.add(webSocket);
    const port = createWsSocket(webSocket, socket, () => link.writable());
    const link = relay.accept(port, { origin, host, ipTag });
    webSocket.on("message", (payload: RawData, isBinary: boolean) => {
      // The closing handshake is under way: what still comes is not even copied.
      if (webSocket.readyState !== webSocket.OPEN) return;
      if (!isBinary) return webSocket.close(unsupportedData, "binary frames only");
      link.receive(copyOf(payload));
    });
    // Any byte is a sign of life: half a frame over a bad mast as much as a pong.
    socket.on("data", link.heard);
    webSocket.on("ping", (payload: Buffer) => {
      // Pongs to a peer that does not read would pile up.
      if (link.controlFrame() && socket.writableLength === 0) webSocket.pong(payload);
    });
    webSocket.on("pong", () => void link.controlFrame());
    // The close event follows; oversized and malformed frames come here first.
    webSocket.on("error", () => undefined);
    webSocket.on("close", () => {
      open.delete(webSocket);
      link.closed();
    });
  }

  server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const path = (request.url ?? "").split("?", 1)[0];
    if (path !== linkPath || !(stream instanceof Socket)) return answer(stream, 404, "Not Found");
    if (request.headers.origin === undefined && !options.allowsMissingOrigin) {
      return answer(stream, 403, "Forbidden");
    }
    const { remoteAddress = "" } = request.socket;
    const forwardedFor = request.headers["x-forwarded-for"];
    const ipTag = ipTagOf(clientAddress(remoteAddress, forwardedFor, options.trustsProxy));
    const wait = relay.admit(ipTag);
    if (wait > 0) {
      // Jitter, so that those who were sent away do not come back together.
      const seconds = Math.ceil((wait / 1_000) * (1 + Math.random()));
      return answer(stream, 503, "Service Unavailable", `Retry-After: ${seconds}\r\n`);
    }
    sockets.handleUpgrade(request, stream, head, (webSocket) => {
      establish(webSocket, request, ipTag);
    });
  });

  return {
    destroy() {
      for (const webSocket of open) webSocket.terminate();
    },
  };
}

/** A retained slice would pin the 64 KiB slab it was read into. */
function copyOf(payload: RawData): Uint8Array {
  if (Array.isArray(payload)) return new Uint8Array(Buffer.concat(payload));
  return new Uint8Array(payload);
}

function answer(stream: Duplex, status: number, words: string, headers = ""): void {
  stream.on("error", () => stream.destroy());
  stream.once("finish", () => stream.destroy());
  stream.end(
    `HTTP/1.1 ${status} ${words}\r\nConnection: close\r\n${headers}Content-Length: 0\r\n\r\n`,
  );
}
