/**
 * A room's wristband: twelve hues, eight patterns, two emoji, all from bytes only members know.
 *
 * It is a check against being in the wrong room (about 2^18 bands), never proof of who is in it.
 */
export const patterns = [
  "plain",
  "stripe",
  "chevron",
  "check",
  "dots",
  "zigzag",
  "ladder",
  "wave",
] as const;

export type Pattern = (typeof patterns)[number];

export interface Band {
  /** 0 to 11: index of a hue in tokens.css. */
  readonly hue: number;
  readonly pattern: Pattern;
  readonly emoji: readonly [string, string];
}

/** How many hues tokens.css defines. */
export const hueCount = 12;

// Sixty-four pictures that differ in outline as well as in colour, none of a person or a flag.
const pictures = [
  ..."🦊🦉🐙🦋🐝🐌🐢🐬🦀🐸🦁🐼🐧🦒🐘🦔",
  ..."🌵🌻🍄🌴🍀🌙⭐⚡🔥🌈⛄🌊🪐🍁🌹🪨",
  ..."🍉🍋🍒🍍🥑🌽🥕🍕🍩🧀🍦🍿🥨🍔🧁🍇",
  ..."🎸🥁🎺🎈🎪🎡🎲🎯🔑🧭⚓⛺🚲🚀🎧🪁",
];

const at = <T>(list: readonly T[], byte: number | undefined, fallback: T): T =>
  list[(byte ?? 0) % list.length] ?? fallback;

/** One of the 64 pictures. @param index taken modulo their number */
export const pictureAt = (index: number): string => at(pictures, index, "🦊");

/** The band of a room. `fingerprint`: at least 4 bytes, evenly distributed. */
export function bandOf(fingerprint: Uint8Array): Band {
  return {
    hue: (fingerprint[0] ?? 0) % hueCount,
    pattern: at(patterns, fingerprint[1], "plain"),
    emoji: [pictureAt(fingerprint[2] ?? 0), pictureAt(fingerprint[3] ?? 0)],
  };
}

/** The mark of an author: hue and pattern from the author's key, in lowercase hex. */
export function markOf(author: string): { readonly hue: number; readonly pattern: Pattern } {
  const byte = (index: number): number => {
    const value = Number.parseInt(author.slice(2 * index, 2 * index + 2), 16);
    return Number.isNaN(value) ? 0 : value;
  };
  return { hue: byte(0) % hueCount, pattern: at(patterns, byte(1), "plain") };
}
