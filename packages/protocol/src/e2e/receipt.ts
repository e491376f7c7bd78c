/**
 * Receipts: what a device says it holds of its friends' chains (SPEC P8). Cumulative, so that a lost
 * one costs nothing: the next says it all again.
 */
import { Reader, Writer } from "../wire/bytes.ts";
import { fromHex } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";
import { chainTag, type ChainTag } from "../wire/mesh-frames.ts";

/** First byte of an ephemeral state that says "these are on my phone". */
const RECEIPT = 2;
const tagBytes = 8;

/** Numbers of one chain, all of them from the first to the last. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

export interface ChainRun extends Run {
  readonly chain: ChainTag;
}

/**
 * [2], then for each run: chain tag [8], last number varint, numbers before it varint. What is sealed.
 * More than {@link limits.receiptChains}, or none, is a bug and throws.
 */
export function formatReceipt(runs: readonly ChainRun[]): Uint8Array {
  if (runs.length === 0 || runs.length > limits.receiptChains) {
    throw new RangeError(`receipt: ${runs.length} chains`);
  }
  const writer = new Writer().u8(RECEIPT);
  for (const { chain, from, to } of runs) {
    const tag = fromHex(chain);
    if (tag?.length !== tagBytes) throw new RangeError("not a chain tag");
    writer
      .raw(tag)
      .varint(to)
      .varint(to - from);
  }
  return writer.finish();
}

/** Undefined for anything else. Total. */
export function parseReceipt(plain: Uint8Array): readonly ChainRun[] | undefined {
  const reader = new Reader(plain);
  if (reader.u8() !== RECEIPT) return undefined;
  const runs: ChainRun[] = [];
  while (reader.left > 0) {
    const tag = reader.raw(tagBytes);
    const to = reader.varint();
    const before = reader.varint(to);
    if (reader.fault || runs.length === limits.receiptChains) return undefined;
    runs.push({ chain: chainTag(tag), from: to - before, to });
  }
  return reader.done && runs.length > 0 ? runs : undefined;
}
