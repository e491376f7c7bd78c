/** A longer compare than a band: six words that are the same on every phone of a room. */

/** The band is drawn from the bytes before. */
const firstByte = 4;
const wordCount = 6;

/**
 * @param fingerprint 32 bytes that only members know
 * @param list a power of two is not needed: the bias of two bytes over 1,296 words is below 2 %
 */
export function compareWords(fingerprint: Uint8Array, list: readonly string[]): readonly string[] {
  return Array.from({ length: wordCount }, (_, index) => {
    const at = firstByte + 2 * index;
    const number = (fingerprint[at] ?? 0) * 256 + (fingerprint[at + 1] ?? 0);
    return list[number % list.length] ?? "";
  });
}
