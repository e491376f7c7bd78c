/**
 * A WebSocket that a page opened before its script was there: on a slow line it is open by the time
 * the app dials, and hello was said.
 */
import type { SocketEvent, WebSocketLike } from "./websocket.ts";

/** What the page leaves behind: the socket, and what it told so far. */
export interface EarlySocket {
  readonly socket: WebSocketLike & {
    readonly url: string;
    readonly readyState: number;
  };
  /** Events "open" and "message", in their order; the page adds to them until the socket is taken. */
  readonly told: readonly SocketEvent[];
}

/** CLOSING and CLOSED (HTML Standard, WebSocket.readyState) come after this. */
const OPEN = 1;

/**
 * @returns what takes the socket for the first address that is dialled. One that leads elsewhere is
 *   hung up; one that failed meanwhile is as good as none, and the address is dialled again.
 */
export function createEarlySocket(
  opened: EarlySocket | undefined,
): (url: string) => EarlySocket | undefined {
  let waiting = opened;
  return (url) => {
    const early = waiting;
    waiting = undefined;
    if (early === undefined) return undefined;
    const { socket } = early;
    // The page listens with these two.
    Object.assign(socket, { onopen: null, onmessage: null });
    if (socket.url === url && socket.readyState <= OPEN) return early;
    socket.close();
    return undefined;
  };
}
