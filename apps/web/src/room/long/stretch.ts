/** Which stretch of a long list to draw next: plain numbers, so that every step can be tried. */
import { drawnSize, firstSize, step } from "../list-view.ts";

/** From the first message that is drawn to behind the last. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Messages drawn beyond the eye before more are drawn there. */
export const margin = 60;
/** Drawn at most; beyond it the far end goes. */
export const maxDrawn = drawnSize + step;

/** What is drawn around a message that is shown for itself. */
export function stretchAround(index: number, count: number, size = firstSize): Stretch {
  const start = Math.max(0, Math.min(index - size / 2, count - size));
  return { start, end: Math.min(count, start + size) };
}

/**
 * The next stretch, or the same one while enough of it is left on both sides.
 * @param first index of the first message in sight
 * @param last index of the last one
 * @param least drawn at least, when there are so many
 */
export function nextStretch(
  now: Stretch,
  first: number,
  last: number,
  count: number,
  least = 0,
): Stretch {
  const { start, end } = now;
  if (first - start < margin && start > 0) {
    const from = Math.max(0, start - step);
    return { start: from, end: Math.min(end, Math.max(from + maxDrawn, last + margin)) };
  }
  if (end - last < margin && end < count) {
    const to = Math.min(count, end + step);
    return { start: Math.max(start, Math.min(to - maxDrawn, first - margin)), end: to };
  }
  // It grew while messages came in below the reader.
  if (end - start > maxDrawn + step) {
    const around = stretchAround(Math.floor((first + last) / 2), count, drawnSize);
    return { start: Math.max(start, around.start), end: Math.min(end, around.end) };
  }
  if (end - start < Math.min(count, least)) {
    const up = start > 0 && (end === count || first - start <= end - last);
    return up
      ? { start: Math.max(0, start - step), end }
      : { start, end: Math.min(count, end + step) };
  }
  return now;
}
