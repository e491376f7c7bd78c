/** The signed inside of an envelope with contents of every kind. */
import { allContents } from "./content.ts";
import { type Inner, readInner, writeInner } from "./inner-codec.ts";

export { type Hlc, type Inner, messageId, messageTranscript } from "./inner-codec.ts";

/** Bytes of an inner; see {@link writeInner}. */
export function encodeInner(inner: Inner): Uint8Array {
  const bytes = writeInner(inner, allContents);
  if (bytes === undefined) throw new RangeError(`no codec for ${inner.content.kind}`);
  return bytes;
}

/** Reads the signed inside. Total; undefined when malformed or not canonical. */
export const decodeInner = (bytes: Uint8Array): Inner | undefined => readInner(bytes, allContents);
