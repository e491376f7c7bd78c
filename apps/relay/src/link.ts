/**
 * The relay's end of one link: three lanes over one socket.
 *
 * control  written always; a socket that owes too much of it is closed
 * durable  written while nothing is pending; the cursor waits, not the bytes
 * lossy    dropped while anything is pending
 */
import {
  type Frame,
  frameTypes,
  type Millis,
  type ReachKind,
  reachFrameTypes,
  type WireErrorName,
  wireErrors,
} from "@festival-chat/protocol/wire";
import type { Metrics } from "./metrics.ts";
import type { OutMessage, SocketPort } from "./socket-port.ts";
import { messageOf } from "./ws-frame.ts";

export interface Link {
  readonly socket: SocketPort;
  readonly metrics: Metrics;
  readonly backlogBytes: number;
  /** Since when the socket has pending bytes; undefined while it has none. */
  pendingSince: Millis | undefined;
  /** Set by any inbound byte, cleared by the heartbeat. */
  heard: boolean;
  misses: number;
  /** Set once: nothing is written afterwards. */
  closed: boolean;
}

export const createLink = (socket: SocketPort, metrics: Metrics, backlogBytes: number): Link => ({
  socket,
  metrics,
  backlogBytes,
  pendingSince: undefined,
  heard: true,
  misses: 0,
  closed: false,
});

/** Writes a message whose turn it is. @returns false when bytes are pending afterwards */
export function writeMessage(link: Link, message: OutMessage, now: Millis): boolean {
  if (link.closed) return false;
  link.metrics.add("writes");
  link.metrics.add("bytes_out", message.whole.length);
  if (link.socket.send(message)) return true;
  link.pendingSince ??= now;
  return false;
}

/** Control lane. */
export function sendFrame(link: Link, frame: Frame, now: Millis): void {
  if (link.closed) return;
  writeMessage(link, messageOf(frame), now);
  if (link.pendingSince === undefined) return;
  // The peer makes the relay speak and does not listen.
  if (link.socket.pendingBytes() > link.backlogBytes) closeLink(link, "TooSlow", now);
}

/** Lossy lane. @returns whether it was written */
export function sendLossy(link: Link, message: OutMessage, now: Millis): boolean {
  if (link.closed) return false;
  if (link.pendingSince !== undefined) {
    link.metrics.add("lossy_dropped");
    return false;
  }
  writeMessage(link, message, now);
  return true;
}

/** Says what was not taken and why; closes the link when the error says so. */
export function refuse(
  link: Link,
  refusal: {
    readonly refused: keyof typeof frameTypes | ReachKind | "unknown";
    readonly ref: number;
    readonly error: WireErrorName;
    readonly retryAfter?: Millis;
  },
  now: Millis,
): void {
  const { refused, ref, error, retryAfter = 0 } = refusal;
  link.metrics.refused(error);
  const type = refused === "unknown" ? 0 : { ...frameTypes, ...reachFrameTypes }[refused];
  const { code, closes } = wireErrors[error];
  sendFrame(link, { kind: "refuse", refused: type, ref, code, retryAfter }, now);
  if (closes === "link") closeLink(link, error, now);
}

/** Closes with the code of an error; a peer that does not read gets no farewell but the code. */
export function closeLink(link: Link, error: WireErrorName, now: Millis, reconnectAfter = 0): void {
  if (link.closed) return;
  const { code } = wireErrors[error];
  if (link.pendingSince === undefined && error !== "Normal") {
    writeMessage(link, messageOf({ kind: "bye", code, reconnectAfter }), now);
  }
  link.closed = true;
  link.socket.close(code, error);
}
