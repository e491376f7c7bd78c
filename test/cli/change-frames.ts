/** Changes frames on their way from a relay, or swallows them, and leaves all other bytes alone. */
import { Transform } from "node:stream";
import { decodeFrame, encodeFrame, type Frame } from "@festival-chat/protocol/wire";

const headEnd = "\r\n\r\n";

/** The first WebSocket frame of a server, which masks nothing (RFC 6455 section 5.2). */
function firstFrame(bytes: Buffer): { readonly payload: Buffer; readonly end: number } | undefined {
  const short = (bytes[1] ?? 0) & 127;
  const at = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < at) return undefined;
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const end = at + length;
  return bytes.length < end ? undefined : { payload: bytes.subarray(at, end), end };
}

/** A binary message of one frame. */
function messageOf(payload: Uint8Array): Buffer {
  const length = payload.length;
  const head = length < 126 ? [0x82, length] : [0x82, 126, length >>> 8, length & 255];
  return Buffer.concat([Buffer.from(head), payload]);
}

/** @param change the frame that goes on instead; undefined: none does */
export function changeFrames(change: (frame: Frame) => Frame | undefined): Transform {
  let rest = Buffer.alloc(0);
  let isUpgraded = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      rest = Buffer.concat([rest, chunk]);
      if (!isUpgraded) {
        const end = rest.indexOf(headEnd);
        if (end < 0) return done();
        this.push(rest.subarray(0, end + headEnd.length));
        rest = rest.subarray(end + headEnd.length);
        isUpgraded = true;
      }
      for (let next = firstFrame(rest); next !== undefined; next = firstFrame(rest)) {
        const whole = rest.subarray(0, next.end);
        rest = rest.subarray(next.end);
        const decoded = decodeFrame(next.payload);
        const known = decoded.ok && decoded.value.kind !== "unknown" ? decoded.value : undefined;
        const changed = known && change(known);
        if (known === undefined || changed === known) this.push(whole);
        else if (changed !== undefined) this.push(messageOf(encodeFrame(changed)));
      }
      done();
    },
  });
}
