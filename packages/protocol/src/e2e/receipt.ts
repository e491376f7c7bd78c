/**
 * Receipts: what a device says it holds of its friends' chains (SPEC P8). Cumulative, so that a lost
 * one costs nothing: the next says it all again.
 */
import { Reader, Writer } from "../wire/bytes.ts";
import { fromHex } from "../wire/ids.ts";
import * as limits from "../wire/limits.ts";
import { chainTag, type ChainTag } from "../wire/mesh-frames.ts";

/** First byte of an ephemeral state that says "these are on my phone". */
const HELD = 2;
/** The same, with how many of each chain's last ones the person has not seen. */
const SEEN = 3;
const tagBytes = 8;

/** Numbers of one chain, all of them from the first to the last. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

export interface ChainRun extends Run {
  readonly chain: ChainTag;
  /** The last one that the person has seen; the number before the run for none. Absent: not told. */
  readonly seen?: number | undefined;
}

/**
 * [2], then for each run: chain tag [8], last number varint, numbers before it varint. Where all runs
 * say what was seen, [3], and behind each how many of the last ones were not, varint. What is sealed.
 * More than {@link limits.receiptChains}, none, or a number outside of its run is a bug and throws.
 */
export function formatReceipt(runs: readonly ChainRun[]): Uint8Array {
  if (runs.length === 0 || runs.length > limits.receiptChains) {
    throw new RangeError(`receipt: ${runs.length} chains`);
  }
  const tellsSeen = runs.every(({ seen }) => seen !== undefined);
  const writer = new Writer().u8(tellsSeen ? SEEN : HELD);
  for (const { chain, from, to, seen = to } of runs) {
    const tag = fromHex(chain);
    if (tag?.length !== tagBytes) throw new RangeError("not a chain tag");
    if (seen < from - 1 || seen > to) throw new RangeError(`${seen} of ${from} to ${to}`);
    writer
      .raw(tag)
      .varint(to)
      .varint(to - from);
    if (tellsSeen) writer.varint(to - seen);
  }
  return writer.finish();
}

/** Undefined for anything else. Total. */
export function parseReceipt(plain: Uint8Array): readonly ChainRun[] | undefined {
  const reader = new Reader(plain);
  const kind = reader.u8();
  if (kind !== HELD && kind !== SEEN) return undefined;
  const runs: ChainRun[] = [];
  while (reader.left > 0) {
    const tag = reader.raw(tagBytes);
    const to = reader.varint();
    const before = reader.varint(to);
    const unseen = kind === SEEN ? reader.varint(before + 1) : undefined;
    if (reader.fault || runs.length === limits.receiptChains) return undefined;
    const run = { chain: chainTag(tag), from: to - before, to };
    runs.push(unseen === undefined ? run : { ...run, seen: to - unseen });
  }
  return reader.done && runs.length > 0 ? runs : undefined;
}
