/** Letters of Polish, Czech and their neighbours in the condensed face: fetched when a page has one. */
import address from "../style/fonts/barlow-semi-condensed-700-ext.woff2?url";

let added = false;

/** Tells the browser where they are. Where they do not come, the system's own face serves. */
export function offerMoreLetters(): void {
  if (added) return;
  added = true;
  try {
    const face = new FontFace("Barlow Semi Condensed", `url("${address}") format("woff2")`, {
      weight: "700",
      unicodeRange: "U+A1,U+AB,U+BB,U+BF,U+100-17F,U+218-21B,U+1E9E,U+201E",
    });
    document.fonts.add(face);
  } catch {
    // A browser without the Font Loading API.
  }
}
