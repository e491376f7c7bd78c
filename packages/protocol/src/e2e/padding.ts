/** Padding to buckets (SPEC E7), ISO/IEC 7816-4: 0x80, then zeros. Lengths must not leak. */

/** Pads to the smallest bucket that holds the bytes and the marker; undefined when none does. */
export function pad(bytes: Uint8Array, buckets: readonly number[]): Uint8Array | undefined {
  const size = buckets.find((bucket) => bucket > bytes.length);
  if (size === undefined) return undefined;
  const padded = new Uint8Array(size);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  return padded;
}

/** The bytes before the marker; undefined unless {@link pad} would give exactly this. */
export function unpad(padded: Uint8Array, buckets: readonly number[]): Uint8Array | undefined {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end--;
  if (end < 0 || padded[end] !== 0x80) return undefined;
  const smallest = buckets.find((bucket) => bucket > end);
  return smallest === padded.length ? padded.subarray(0, end) : undefined;
}
