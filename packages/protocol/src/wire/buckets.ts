/** The sizes that sealed things are padded to: the relay learns a bucket, never a length. */

/** Padded plaintext sizes in bytes (SPEC E7). */
export const paddingBuckets: readonly number[] = [
  152, 192, 256, 384, 512, 768, 1_024, 2_048, 4_096, 8_192, 16_384,
];

/**
 * Padded sizes of what is sealed beside messages (SPEC E8). The largest of each, plus 30 bytes of
 * header and 16 of tag, is within presenceBytes, ephemeralBytes, signalBytes and cardBytes.
 */
export const smallBuckets = {
  presence: [112],
  ephemeral: [48, 112, 240, 464],
  signal: [496, 1_008, 2_032, 4_080, 8_144],
  card: [240, 496, 1_008, 2_000],
} as const satisfies Record<string, readonly number[]>;
