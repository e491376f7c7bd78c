/**
 * Byte ring: the newest encoded records of one room, so that live members and those a little behind
 * are served without the store.
 *
 * Invariant: it holds every record of the room with seq > base, and base only rises. Positions are
 * absolute byte counts, so that they stay valid when the ring grows.
 */
import { encodeRecord, type LogRecord, type Seq } from "@festival-chat/protocol/wire";

/** A run of whole records inside a ring. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** Seq of the last record in it. */
  readonly to: Seq;
}

export interface RingLimits {
  readonly ringStartBytes: number;
  readonly ringKeepBytes: number;
  readonly ringMaxBytes: number;
}

export interface Ring {
  /** Every record after this seq is held. */
  base(): Seq;
  /** Memory in bytes. */
  capacity(): number;
  /**
   * Adds the newest record, dropping the oldest ones when there is no room.
   * @param keep records after this seq are worth more memory; older ones only up to ringKeepBytes
   * @param mayGrow whether this many more bytes of memory may be taken
   */
  push(record: LogRecord, keep: Seq, mayGrow: (bytes: number) => boolean): void;
  /** Records after `seq`, at most maxBytes but at least one; undefined when some are no longer held. */
  after(seq: Seq, maxBytes: number): Span | "none" | undefined;
  /** The seq before the `count` newest records, as far as they fit maxBytes; undefined when fewer are held. */
  before(count: number, maxBytes: number): Seq | undefined;
  /** Forgets the records before `first`: retention removed them from the store. */
  forget(first: Seq): void;
  copy(span: Span, target: Uint8Array, at: number): void;
  /** Gives the memory back: records up to `head` are then in the store only. */
  release(head: Seq): void;
}

/** @param base head of the log when the ring begins */
export function createRing(base: Seq, limits: RingLimits): Ring {
  let bytes = new Uint8Array(0);
  let from = base;
  // Parallel arrays with a moving beginning; `ends` are absolute byte positions.
  let seqs: Seq[] = [];
  let ends: number[] = [];
  let low = 0;
  let begin = 0;
  let end = 0;

  function copyOut(start: number, stop: number, target: Uint8Array, at: number): void {
    const offset = start % bytes.length;
    const length = stop - start;
    const first = Math.min(length, bytes.length - offset);
    target.set(bytes.subarray(offset, offset + first), at);
    if (first < length) target.set(bytes.subarray(0, length - first), at + first);
  }

  function copyIn(record: Uint8Array): void {
    const offset = end % bytes.length;
    const first = Math.min(record.length, bytes.length - offset);
    bytes.set(record.subarray(0, first), offset);
    if (first < record.length) bytes.set(record.subarray(first), 0);
    end += record.length;
  }

  function grow(capacity: number): void {
    const held = new Uint8Array(end - begin);
    if (held.length > 0) copyOut(begin, end, held, 0);
    bytes = new Uint8Array(capacity);
    const stop = end;
    end = begin;
    if (held.length > 0) copyIn(held);
    end = stop;
  }

  function dropOldest(): void {
    from = seqs[low] ?? from;
    begin = ends[low] ?? end;
    low++;
    if (low > 256 && low * 2 > seqs.length) {
      seqs = seqs.slice(low);
      ends = ends.slice(low);
      low = 0;
    }
  }

  /** Index of the first of `values` from `low` on that is above `value`. */
  function firstAbove(values: readonly number[], value: number, start: number): number {
    let a = start;
    let b = values.length;
    while (a < b) {
      const middle = (a + b) >>> 1;
      if ((values[middle] ?? 0) > value) b = middle;
      else a = middle + 1;
    }
    return a;
  }

  return {
    base: () => from,
    capacity: () => bytes.length,
    push(record, keep, mayGrow) {
      const encoded = encodeRecord(record);
      while (end - begin + encoded.length > bytes.length) {
        const oldest = seqs[low];
        const free = bytes.length < limits.ringKeepBytes;
        const needed = oldest === undefined || oldest > keep;
        const larger = Math.max(limits.ringStartBytes, 2 * bytes.length);
        const worth = (free || needed) && larger <= limits.ringMaxBytes;
        // Asked last: a yes is memory spent.
        if (worth && mayGrow(larger - bytes.length)) grow(larger);
        else if (oldest !== undefined) dropOldest();
        else break;
      }
      if (encoded.length > bytes.length) {
        // No memory for even one record: the store serves this room.
        from = record.seq;
        return;
      }
      copyIn(encoded);
      seqs.push(record.seq);
      ends.push(end);
    },
    after(seq, maxBytes) {
      if (seq < from) return undefined;
      const index = firstAbove(seqs, seq, low);
      if (index === seqs.length) return "none";
      const start = index === low ? begin : (ends[index - 1] ?? begin);
      const last = Math.max(index, firstAbove(ends, start + maxBytes, index) - 1);
      return { start, end: ends[last] ?? end, to: seqs[last] ?? seq };
    },
    before(count, maxBytes) {
      const floor = end - maxBytes;
      const byBytes = begin >= floor ? low : firstAbove(ends, floor - 1, low) + 1;
      if (byBytes === low && seqs.length - low < count) return undefined;
      const index = Math.max(seqs.length - count, byBytes);
      return index === low ? from : seqs[index - 1];
    },
    forget(first) {
      while ((seqs[low] ?? first) < first) dropOldest();
    },
    copy: (span, target, at) => copyOut(span.start, span.end, target, at),
    release(head) {
      from = head;
      bytes = new Uint8Array(0);
      seqs = [];
      ends = [];
      low = 0;
      begin = 0;
      end = 0;
    },
  };
}
