/**
 * Reading and writing of FC1 bytes: big-endian integers, canonical varints, length-prefixed runs.
 *
 * A Reader never throws and never reads past its end: after the first fault every read answers a
 * harmless value and `fault` stays set, so a decoder checks once, at its end.
 */
import * as limits from "./limits.ts";

const utf8Encoder = new TextEncoder();
// fatal: malformed text is refused rather than repaired, else two encodings would mean one value.
const utf8Decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a string. Lone surrogates become U+FFFD, as the Encoding Standard says. */
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => utf8Encoder.encode(text);

/** The string of UTF-8 bytes, or undefined when they are malformed. */
export function parseUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8Decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** All parts in one fresh array. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether two arrays hold the same bytes. Not constant time: for public values only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export class Writer {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(capacity = 64) {
    this.#bytes = new Uint8Array(capacity);
  }

  #room(count: number): void {
    const need = this.#length + count;
    if (need <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(need, 2 * this.#bytes.length));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }

  u8(value: number): this {
    return this.uint(value, 1);
  }

  /** Big-endian unsigned integer of `size` (1 to 6) bytes. A value that does not fit is a bug. */
  uint(value: number, size: number): this {
    if (!Number.isInteger(value) || value < 0 || value >= 256 ** size) {
      throw new RangeError(`u${8 * size} ${value}`);
    }
    this.#room(size);
    let rest = value;
    for (let i = size - 1; i >= 0; i--) {
      this.#bytes[this.#length + i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    this.#length += size;
    return this;
  }

  /** Unsigned LEB128 in its shortest form, at most 2^53-1. */
  varint(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`varint ${value}`);
    let rest = value;
    while (rest >= 0x80) {
      this.u8((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    return this.u8(rest);
  }

  /** The bytes as they are. */
  raw(bytes: Uint8Array): this {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** A varint length and the bytes. */
  run(bytes: Uint8Array): this {
    return this.varint(bytes.length).raw(bytes);
  }

  get length(): number {
    return this.#length;
  }

  /** The bytes written, in an array of their own. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }
}

const nothing = new Uint8Array(0);

export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #fault = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Whether a read went past the end or met a non-canonical form. Never cleared. */
  get fault(): boolean {
    return this.#fault;
  }

  /** Bytes not read yet. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** Whether everything was read and nothing was wrong. */
  get done(): boolean {
    return !this.#fault && this.left === 0;
  }

  fail(): void {
    this.#fault = true;
    this.#at = this.#bytes.length;
  }

  u8(): number {
    return this.uint(1);
  }

  uint(size: number): number {
    if (this.left < size) {
      this.fail();
      return 0;
    }
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + (this.#bytes[this.#at++] ?? 0);
    return value;
  }

  /** A canonical varint of at most `max`. */
  varint(max: number = limits.varint): number {
    let value = 0;
    let scale = 1;
    // Eight groups hold 2^56 > 2^53: a ninth can only be an overflow.
    for (let i = 0; i < 8; i++) {
      const byte = this.u8();
      if (this.#fault) return 0;
      value += (byte & 0x7f) * scale;
      scale *= 0x80;
      if (byte < 0x80) {
        const padded = byte === 0 && i > 0;
        if (padded || value > max) break;
        return value;
      }
    }
    this.fail();
    return 0;
  }

  /** The next `length` bytes as a view: copy before keeping it longer than the input. */
  raw(length: number): Uint8Array {
    if (this.left < length) {
      this.fail();
      return nothing;
    }
    const view = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return view;
  }

  /** A varint length of at most `max` and that many bytes. */
  run(max: number): Uint8Array {
    const length = this.varint(max);
    return this.#fault ? nothing : this.raw(length);
  }

  /** Everything that is left, at most `max` bytes. */
  rest(max: number): Uint8Array {
    if (this.left > max) {
      this.fail();
      return nothing;
    }
    return this.raw(this.left);
  }
}
