/** Seeded chance, and bytes that are almost right: what random bytes alone never reach. */

export interface Chance {
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  bytes(length: number): Uint8Array<ArrayBuffer>;
  pick<T>(from: readonly T[]): T;
}

/** mulberry32: small, fast, the same on every machine. Not for secrets. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
  return {
    below,
    bytes(length) {
      const bytes = new Uint8Array(length);
      for (let i = 0; i < length; i++) bytes[i] = next() & 0xff;
      return bytes;
    },
    pick(from) {
      const one = from[below(from.length)];
      if (one === undefined) throw new RangeError("nothing to pick from");
      return one;
    },
  };
}

/** Values at which decoders change their mind. */
const edges = [0, 1, 0x0f, 0x10, 0x7f, 0x80, 0x81, 0xc0, 0xed, 0xfe, 0xff];
const longest = 20_000;

type Change = (chance: Chance, bytes: number[], corpus: readonly Uint8Array[]) => void;

const changes: readonly Change[] = [
  (chance, bytes) => {
    bytes[chance.below(bytes.length + 1)] = chance.below(256);
  },
  (chance, bytes) => {
    bytes[chance.below(bytes.length + 1)] = chance.pick(edges);
  },
  (chance, bytes) => {
    const at = chance.below(bytes.length + 1);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
  },
  (chance, bytes) => {
    bytes.splice(chance.below(bytes.length + 1), 1 + chance.below(8));
  },
  (chance, bytes) => {
    bytes.splice(chance.below(bytes.length + 1), 0, ...chance.bytes(1 + chance.below(8)));
  },
  (chance, bytes) => {
    bytes.length = chance.below(bytes.length + 1);
  },
  (chance, bytes) => {
    const from = chance.below(bytes.length + 1);
    const part = bytes.slice(from, from + chance.below(64));
    bytes.splice(chance.below(bytes.length + 1), 0, ...part);
  },
  // The head of one with the tail of another.
  (chance, bytes, corpus) => {
    const other = chance.pick(corpus);
    const at = chance.below(bytes.length + 1);
    bytes.splice(at, bytes.length, ...other.subarray(chance.below(other.length + 1)));
  },
  // A varint of several groups, often a length.
  (chance, bytes) => {
    const groups = Array.from({ length: chance.below(9) }, () => 0x80 | chance.below(128));
    bytes.splice(chance.below(bytes.length + 1), 1, ...groups, chance.below(128));
  },
];

/** Bytes made of the corpus by a few changes; now and then wholly random ones. */
export function mutate(chance: Chance, corpus: readonly Uint8Array[]): Uint8Array {
  if (chance.below(16) === 0) return chance.bytes(chance.below(200));
  const bytes = [...chance.pick(corpus)];
  for (let left = 1 + chance.below(5); left > 0; left--) {
    chance.pick(changes)(chance, bytes, corpus);
  }
  // A change behind the end leaves a hole, which reads as 0.
  return Uint8Array.from(bytes.slice(0, longest), (byte) => byte ?? 0);
}
