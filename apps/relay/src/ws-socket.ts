/**
 * SocketPort over a `ws` WebSocket: frames are written whole to the raw socket.
 *
 * Safe because compression is off, no Blob is ever sent and `ws` itself only writes close frames
 * and, through its own sender, nothing else once the socket is open. `ws` frames are whole writes
 * too, so the two never interleave inside a frame.
 */
import type { Socket } from "node:net";
import { WebSocket } from "ws";
import type { OutMessage, SocketPort } from "./socket-port.ts";
import { pingBytes } from "./ws-frame.ts";

const nothing = Buffer.alloc(0);
const ping = Buffer.from(pingBytes);

// The last message as a Buffer: a fan-out writes the same one to many sockets in a row, and Node
// would wrap a Uint8Array anew for each.
let lastWhole: Uint8Array = nothing;
let lastBuffer: Buffer = nothing;
function bufferOf(whole: Uint8Array): Buffer {
  if (whole === lastWhole) return lastBuffer;
  lastWhole = whole;
  lastBuffer = Buffer.from(whole.buffer, whole.byteOffset, whole.length);
  return lastBuffer;
}

/** @param onWritable called once all bytes that `send` reported as pending were handed over */
export function createWsSocket(
  webSocket: WebSocket,
  socket: Socket,
  onWritable: () => void,
): SocketPort {
  let waiting = false;
  const flushed = (): void => {
    waiting = false;
    if (webSocket.readyState === WebSocket.OPEN) onWritable();
  };
  return {
    send({ whole }: OutMessage) {
      if (webSocket.readyState !== WebSocket.OPEN || socket.destroyed) return true;
      socket.write(bufferOf(whole));
      if (socket.writableLength === 0) return true;
      if (!waiting) {
        waiting = true;
        // `drain` comes only above the high-water mark; an empty write calls back behind everything.
        socket.write(nothing, flushed);
      }
      return false;
    },
    pendingBytes: () => socket.writableLength,
    ping() {
      // A ping behind pending bytes would say nothing: the bytes themselves are the question.
      if (webSocket.readyState === WebSocket.OPEN && socket.writableLength === 0) {
        socket.write(ping);
      }
    },
    close: (code, reason) => webSocket.close(code, reason),
    destroy: () => webSocket.terminate(),
  };
}
