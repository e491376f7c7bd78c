/**
 * Loads the condensed face of names and numbers: 10 kB that the first screen does not wait for.
 *
 * From a style sheet it would be fetched beside the script, and behind the first frame beside the first
 * messages: either way a slow network would be slower.
 */
import address from "../style/fonts/barlow-semi-condensed-700.woff2?url";

/** Starts loading. Where it does not come, the system's own condensed face serves. */
export function loadDisplayFace(): void {
  try {
    const face = new FontFace("Barlow Semi Condensed", `url("${address}") format("woff2")`, {
      weight: "700",
    });
    document.fonts.add(face);
    face.load().catch(() => undefined);
  } catch {
    // A browser without the Font Loading API.
  }
}
