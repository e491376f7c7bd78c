/** Dials another relay over `ws`. */
import { limits } from "@festival-chat/protocol/wire";
import { type RawData, WebSocket } from "ws";
import { linkPath } from "../gateway.ts";
import type { PeerSocket } from "./peer-link.ts";
import type { PeerSocketEvents } from "./peering.ts";

/** A mast between the box and the cloud may need that long. */
const handshakeMillis = 15_000;

/** The WebSocket address of a relay by what people call it. */
export const peerAddress = (url: string): string => {
  const address = new URL(url.replace(/^http/, "ws"));
  if (address.pathname === "/") address.pathname = linkPath;
  return address.href;
};

/** The origin under which its own pages speak to it: what our tickets are bound to. */
export const peerOrigin = (url: string): string => new URL(url.replace(/^ws/, "http")).origin;

const bytesOf = (payload: RawData): Uint8Array =>
  new Uint8Array(Buffer.isBuffer(payload) ? payload : Buffer.concat([payload].flat() as Buffer[]));

/** Never throws: what fails is told as closed, in a later turn. */
export function dialPeer(url: string, events: PeerSocketEvents): PeerSocket {
  const webSocket = new WebSocket(peerAddress(url), {
    origin: peerOrigin(url),
    perMessageDeflate: false,
    handshakeTimeout: handshakeMillis,
    maxPayload: limits.outboundFrameBytes + limits.envelopeBytes,
  });
  webSocket.binaryType = "nodebuffer";
  webSocket.on("message", (payload) => events.received(bytesOf(payload)));
  webSocket.on("ping", () => events.heard());
  // The close event follows.
  webSocket.on("error", () => undefined);
  webSocket.on("close", () => events.closed());
  return {
    send: (bytes) => webSocket.readyState === WebSocket.OPEN && webSocket.send(bytes),
    hold: (held) => (held ? webSocket.pause() : webSocket.resume()),
    close: () => webSocket.terminate(),
  };
}
