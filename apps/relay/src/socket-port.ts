/**
 * What the relay needs of a socket. The gateway implements it over `ws`, a simulation over a virtual
 * network.
 */

/** One WebSocket message, ready for the wire: built once, written to many sockets, never changed. */
export interface OutMessage {
  /** WebSocket header (server to client, so unmasked) and payload. */
  readonly whole: Uint8Array;
  /** Where the payload, one FC1 frame, begins in `whole`. */
  readonly payloadAt: number;
}

export interface SocketPort {
  /**
   * Takes the message in any case, in order.
   * @returns false when bytes are pending: the owner of the socket then calls `writable()` of the
   * link once all of them were handed to the network
   */
  send(message: OutMessage): boolean;
  /** Bytes taken and not yet handed to the network. */
  pendingBytes(): number;
  /** Sends a WebSocket ping; whatever comes back, and any other byte, is reported as `heard()`. */
  ping(): void;
  /** Starts the closing handshake (RFC 6455 section 7); `closed()` of the link follows. */
  close(code: number, reason: string): void;
  /** Ends the connection without a word; `closed()` of the link follows. */
  destroy(): void;
}
