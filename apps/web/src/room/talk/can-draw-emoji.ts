/**
 * Whether this phone has a picture of an emoji. What it lacks is drawn as an empty box or as letters, in
 * the colour of the text: drawn in two colours, such a sign differs, and a picture does not.
 */

/** Pixels of the square it is drawn in. */
const side = 24;

let pen: CanvasRenderingContext2D | null | undefined;
const known = new Map<string, boolean>();

/** An emoji that every phone has. */
const control = "😀";

function drawn(
  context: CanvasRenderingContext2D,
  emoji: string,
  colour: string,
): Uint8ClampedArray {
  context.clearRect(0, 0, side, side);
  context.fillStyle = colour;
  context.fillText(emoji, 0, side * 0.8);
  return context.getImageData(0, 0, side, side).data;
}

function isPicture(context: CanvasRenderingContext2D, emoji: string): boolean {
  const dark = drawn(context, emoji, "#000");
  const bright = drawn(context, emoji, "#fff");
  if (dark.some((value, index) => value !== bright[index])) return false;
  // One sign, not the parts of it side by side.
  return context.measureText(emoji).width < context.measureText(control).width * 1.4;
}

export function canDrawEmoji(emoji: string): boolean {
  if (pen === undefined) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = side;
    pen = canvas.getContext("2d", { willReadFrequently: true });
    if (pen !== null) pen.font = `${side * 0.75}px sans-serif`;
    // Emoji without colours, or no canvas: nothing can be told.
    if (pen !== null && !isPicture(pen, control)) pen = null;
  }
  if (pen === null) return true;
  const can = known.get(emoji) ?? isPicture(pen, emoji);
  known.set(emoji, can);
  return can;
}
