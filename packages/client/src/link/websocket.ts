/**
 * Link over a WebSocket, the browser's or that of `ws`.
 *
 * Hazards: a half-open socket stays CLOSING for minutes after `close()`, so a link that hung up is
 * closed at once and its socket orphaned; every event of an orphan is ignored. No event is told
 * from inside `dial`, `send` or `close`, so the caller's state is never changed under its feet.
 */
import { wireErrors } from "@festival-chat/protocol/wire";
import { ownMemory } from "../own-memory.ts";
import type { Dialer, Link, LinkEvents } from "../ports.ts";
import type { EarlySocket } from "./early-socket.ts";
import type { Schedule } from "./schedule.ts";

/** What is used of the events of a WebSocket: data of a message, code of a close. */
export interface SocketEvent {
  readonly type: string;
  readonly data?: unknown;
  readonly code?: number;
}

/** What is used of a WebSocket (HTML Standard, section WebSockets). */
export interface WebSocketLike {
  binaryType: string;
  readonly bufferedAmount: number;
  addEventListener(
    type: "open" | "message" | "close" | "error",
    listener: (event: SocketEvent) => void,
  ): void;
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
}

/** A WebSocket constructor; throws for an address it does not like. */
export type WebSocketConstructor = new (url: string) => WebSocketLike;

export interface WebSocketDialerOptions {
  /** Above this many bytes not yet on the network, `send` answers false. */
  readonly highWaterBytes?: number;
  /** `writable` comes when no more than this is left. */
  readonly lowWaterBytes?: number;
  /** A socket to an address that is on its way already, for whoever asks first. */
  readonly early?: (url: string) => EarlySocket | undefined;
  /** Time for polling `bufferedAmount`, which has no event of its own. */
  readonly schedule: Schedule;
}

/** Closed without a goodbye (RFC 6455 section 7.1.5); never sent. */
const ABNORMAL = 1006;
/** Four pages: more would only delay the answer to what the network takes anyway. */
const HIGH_WATER_BYTES = 256 * 1024;
const LOW_WATER_BYTES = 64 * 1024;
const POLL_MILLIS = 50;

/** Codes a browser lets a page send: 1000 and 3000 to 4999. */
const sendable = (code: number): boolean => code === 1000 || (code >= 3000 && code <= 4999);

/**
 * Dials with `Socket`. An address the constructor refuses is told as closed with 1006, and a text
 * message, which FC1 does not know, closes the link as Malformed.
 */
export function createWebSocketDialer(
  Socket: WebSocketConstructor,
  options: WebSocketDialerOptions,
): Dialer {
  const high = options.highWaterBytes ?? HIGH_WATER_BYTES;
  const low = options.lowWaterBytes ?? LOW_WATER_BYTES;

  return {
    dial(url: string, events: LinkEvents): Link {
      let state: "dialling" | "open" | "closed" = "dialling";
      let socket: WebSocketLike | undefined;
      let stopPolling: (() => void) | undefined;

      const end = (): boolean => {
        if (state === "closed") return false;
        state = "closed";
        stopPolling?.();
        return true;
      };
      const fail = (code: number): void => {
        if (end()) void Promise.resolve().then(() => events.closed(code));
      };
      const poll = (): void => {
        stopPolling = options.schedule(() => {
          stopPolling = undefined;
          if (socket !== undefined && socket.bufferedAmount <= low) events.writable();
          else poll();
        }, POLL_MILLIS);
      };

      const hangUp = (code: number): void => {
        fail(code);
        try {
          // On a socket that is still CONNECTING this aborts the handshake.
          socket?.close(sendable(code) ? code : wireErrors.Normal.code);
        } catch {
          // A socket that cannot even be closed is orphaned like one that stays CLOSING.
        }
      };

      const hear = (event: SocketEvent): void => {
        if (event.type === "open" && state === "dialling") {
          state = "open";
          events.opened();
        } else if (event.type === "message" && state === "open") {
          if (event.data instanceof ArrayBuffer) events.received(new Uint8Array(event.data));
          else hangUp(wireErrors.Malformed.code);
        }
      };

      try {
        const early = options.early?.(url);
        socket = early?.socket ?? new Socket(url);
        socket.binaryType = "arraybuffer";
        socket.addEventListener("open", hear);
        socket.addEventListener("message", hear);
        // Before anything that comes next, and not from inside this dial.
        void Promise.resolve(early?.told).then((told) => told?.forEach(hear));
        socket.addEventListener("close", (event) => {
          if (end()) events.closed(event.code ?? ABNORMAL);
        });
        // `close` follows every error and says more; without a listener `ws` would throw instead.
        socket.addEventListener("error", () => {});
      } catch {
        fail(ABNORMAL);
      }

      return {
        kind: "relay",
        send(frame) {
          if (state !== "open" || socket === undefined) return false;
          try {
            socket.send(ownMemory(frame));
          } catch {
            hangUp(ABNORMAL);
            return false;
          }
          if (stopPolling !== undefined) return false;
          if (socket.bufferedAmount <= high) return true;
          poll();
          return false;
        },
        close: hangUp,
      };
    },
  };
}
