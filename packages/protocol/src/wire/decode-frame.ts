/**
 * Bytes to frame: the only door for what comes over a link.
 *
 * Total: never throws, whatever the bytes. Byte fields of the result are views of the input: copy
 * what outlives it. The layouts, with the rules of every field, are in frame-layouts.ts.
 */
import { Reader } from "./bytes.ts";
import type { DecodeError } from "./errors.ts";
import { type Frame, type FrameKind, frameTypes } from "./frame.ts";
import { frames } from "./frame-layouts.ts";
import * as limits from "./limits.ts";
import { err, ok, type Result } from "./result.ts";

const kindByType = new Map<number, FrameKind>(
  (Object.keys(frameTypes) as FrameKind[]).map((kind) => [frameTypes[kind], kind]),
);

/** A frame, or one of a type this version does not know: counted and ignored (SPEC F4). */
export type Decoded = Frame | { readonly kind: "unknown"; readonly type: number };

/**
 * Parses one frame.
 * @param bytes one whole binary WebSocket message or data channel message
 */
export function decodeFrame(bytes: Uint8Array): Result<Decoded, DecodeError> {
  if (bytes.length > limits.outboundFrameBytes + limits.envelopeBytes) {
    return err({ kind: "too-large", what: "frame" });
  }
  const reader = new Reader(bytes);
  const type = reader.u8();
  if (reader.fault) return err({ kind: "malformed", what: "empty frame" });
  const kind = kindByType.get(type);
  if (kind === undefined) return ok({ kind: "unknown", type });
  const frame = frames[kind].read(reader);
  return reader.done ? ok(frame) : err({ kind: "malformed", what: kind });
}
