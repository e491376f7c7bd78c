/** Dialer of a page. */
import { createWebSocketDialer } from "../link/websocket.ts";
import type { Dialer } from "../ports.ts";
import { pageSchedule } from "./clock.ts";

/** Dials with the page's own WebSocket; the browser sends its origin by itself. */
export function createBrowserDialer(): Dialer {
  return createWebSocketDialer(WebSocket, { schedule: pageSchedule });
}
