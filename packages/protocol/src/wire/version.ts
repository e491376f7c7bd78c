/** Version of FC1 that this code speaks; it is also the high nibble of every envelope (SPEC E1). */
export const PROTOCOL_VERSION = 1;

/**
 * The highest version both sides speak, or undefined when the ranges do not meet (SPEC L3).
 * Ranges are inclusive.
 */
export function negotiateVersion(
  ours: { readonly min: number; readonly max: number },
  theirs: { readonly min: number; readonly max: number },
): number | undefined {
  const version = Math.min(ours.max, theirs.max);
  return version >= Math.max(ours.min, theirs.min) ? version : undefined;
}
