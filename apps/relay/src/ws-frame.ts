/** WebSocket frames as a server writes them (RFC 6455 section 5.2): whole, unmasked, uncompressed. */
import { encodeFrame, type Frame } from "@festival-chat/protocol/wire";
import type { OutMessage } from "./socket-port.ts";

const finBinary = 0x82;

/** An empty ping: one static frame for all sockets. */
export const pingBytes: Uint8Array = Uint8Array.of(0x89, 0);

/** Room for a payload of `length` bytes behind its header; the caller fills in the payload. */
export function allocateMessage(length: number): { whole: Uint8Array; payloadAt: number } {
  const payloadAt = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const whole = new Uint8Array(payloadAt + length);
  whole[0] = finBinary;
  if (payloadAt === 2) whole[1] = length;
  else {
    whole[1] = payloadAt === 4 ? 126 : 127;
    let rest = length;
    for (let i = payloadAt - 1; i >= 2; i--) {
      whole[i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
  }
  return { whole, payloadAt };
}

/** One frame as a message of its own. */
export function messageOf(frame: Frame): OutMessage {
  const payload = encodeFrame(frame);
  const message = allocateMessage(payload.length);
  message.whole.set(payload, message.payloadAt);
  return message;
}

/** The FC1 frame inside a message: a view, which nobody may write to. */
export const payloadOf = (message: OutMessage): Uint8Array =>
  message.whole.subarray(message.payloadAt);
