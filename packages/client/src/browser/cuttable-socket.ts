/** A WebSocket that the doctor can break, as a tunnel would: the newest one that was opened. */
import type { WebSocketConstructor, WebSocketLike } from "../link/websocket.ts";

export interface CuttableSocket {
  readonly Socket: WebSocketConstructor;
  cut(): void;
}

export function createCuttableSocket(Socket: WebSocketConstructor): CuttableSocket {
  const newest: { socket: WebSocketLike | undefined } = { socket: undefined };
  class Cuttable extends Socket {
    constructor(url: string) {
      super(url);
      newest.socket = this;
    }
  }
  return { Socket: Cuttable, cut: () => newest.socket?.close(1000) };
}
