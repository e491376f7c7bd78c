/** Tells a swipe along a message from scrolling. */

/** How far a finger may wander and still be pressing in one place, px. */
export const restPixels = 10;
/** From here on letting go answers the message, px. */
export const readyPixels = 56;
/** A message follows the finger this far, px. */
const farthestPixels = 80;

/** What the way of a finger is so far: `along` in reading direction, `across` down or up, in px. */
export function pathOf(along: number, across: number): "rest" | "swipe" | "other" {
  if (Math.hypot(along, across) < restPixels) return "rest";
  // Flatter than about thirty degrees: fingers scroll in arcs.
  return along > 0 && along > Math.abs(across) * 1.75 ? "swipe" : "other";
}

/** How far the message goes along with the finger. */
export const followed = (along: number): number =>
  Math.min(Math.max(along - restPixels, 0), farthestPixels);
