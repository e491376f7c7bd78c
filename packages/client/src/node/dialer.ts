/** Dialer for Node: `ws`, with the origin a browser would have sent. */
import { WebSocket } from "ws";
import { createWebSocketDialer } from "../link/websocket.ts";
import type { Dialer } from "../ports.ts";
import { nodeSchedule } from "./clock.ts";

/**
 * @param origin sent as `Origin`, because a relay may accept its own web app only; undefined sends none
 */
export function createNodeDialer(origin: string | undefined): Dialer {
  class RelaySocket extends WebSocket {
    constructor(url: string) {
      super(url, {
        ...(origin === undefined ? {} : { origin }),
        // Sealed bytes do not shrink, and compression would cost memory for each link.
        perMessageDeflate: false,
        // The largest frame a relay sends, with room for a newer relay's.
        maxPayload: 1024 * 1024,
      });
    }
  }
  return createWebSocketDialer(RelaySocket, { schedule: nodeSchedule });
}
