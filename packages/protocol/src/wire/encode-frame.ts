/** Frame to bytes. The layouts, with the rules of every field, are in frame-layouts.ts. */
import { Writer } from "./bytes.ts";
import { type Frame, frameTypes, type LogRecord } from "./frame.ts";
import { frames, record as recordCodec } from "./frame-layouts.ts";

/** One record as it stands in deliver and page; relays keep rings of these. */
export function encodeRecord(record: LogRecord): Uint8Array<ArrayBuffer> {
  const writer = new Writer(record.envelope.length + 24);
  recordCodec.write(writer, record);
  return writer.finish();
}

/** The bytes of a deliver frame before its records. */
export function encodeDeliverHeader(channel: number): Uint8Array<ArrayBuffer> {
  return new Writer(8).u8(frameTypes.deliver).varint(channel).finish();
}

/** Bytes of a frame. The values must be within limits.ts: the caller made them. */
export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const writer = new Writer(128).u8(frameTypes[frame.kind]);
  frames[frame.kind].write(writer, frame);
  return writer.finish();
}
