/** Seeded randomness (xoshiro128**, seeded by splitmix32): the same seed gives the same festival. */

/** A stream of random numbers. Streams of different names never share a draw. */
export interface Dice {
  /** Uniform in [0, 1). */
  unit(): number;
  /** Whole number in [low, high]. */
  whole(low: number, high: number): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  bytes(length: number): Uint8Array;
  /** A stream of its own, the same for the same name however much was drawn here. */
  stream(name: string): Dice;
}

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

/** 32 bits from a text (FNV-1a). */
function hashText(text: string, start: number): number {
  let hash = 0x811c9dc5 ^ start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

export function createDice(seed: number): Dice {
  let mix = (seed ^ Math.floor(seed / 2 ** 32)) >>> 0;
  const split = (): number => {
    mix = (mix + 0x9e3779b9) >>> 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let a = split();
  let b = split();
  let c = split();
  let d = split() | 1;
  const start = a;

  const next = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return result;
  };
  const unit = (): number => next() / 2 ** 32;
  const whole = (low: number, high: number): number => low + Math.floor(unit() * (high - low + 1));

  return {
    unit,
    whole,
    between: (low, high) => low + unit() * (high - low),
    chance: (probability) => unit() < probability,
    pick(list) {
      const found = list[whole(0, list.length - 1)];
      if (found === undefined) throw new RangeError("nothing to pick from");
      return found;
    },
    bytes(length) {
      const bytes = new Uint8Array(length);
      for (let i = 0; i < length; i++) bytes[i] = next() >>> 24;
      return bytes;
    },
    stream: (name) => createDice(hashText(name, start)),
  };
}
