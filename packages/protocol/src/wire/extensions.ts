/**
 * Extension block: how frames and messages grow without a new version (SPEC F3).
 *
 * count, then per extension: tag, length, bytes; tags strictly ascending, so one encoding only.
 * Unknown tags are kept and handed on, never refused.
 */
import type { Reader, Writer } from "./bytes.ts";
import * as limits from "./limits.ts";

/** Bytes by tag. */
export type Extensions = ReadonlyMap<number, Uint8Array>;

export const noExtensions: Extensions = new Map();

export function writeExtensions(writer: Writer, extensions: Extensions): void {
  writer.varint(extensions.size);
  for (const [tag, bytes] of [...extensions].sort(([a], [b]) => a - b)) {
    writer.varint(tag).run(bytes);
  }
}

export function readExtensions(reader: Reader): Extensions {
  const count = reader.varint(limits.extensions);
  if (count === 0) return noExtensions;
  const extensions = new Map<number, Uint8Array>();
  let last = -1;
  for (let i = 0; i < count && !reader.fault; i++) {
    const tag = reader.varint();
    if (tag <= last) reader.fail();
    last = tag;
    extensions.set(tag, reader.run(limits.extensionBytes));
  }
  return extensions;
}
