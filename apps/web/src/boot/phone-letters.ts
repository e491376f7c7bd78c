/**
 * Letters as large as the phone is set to. Browsers on phones of Apple leave pages at one size whatever
 * somebody chose in the settings of the phone; a font of the system tells what that is.
 */
import { chooseTextSize, type TextSize, textSizes } from "./preferences.ts";

/** What the system's text is at the size that phones come with, CSS px. */
const plainPixels = 17;

/** The size of letters nearest to the system's text, px; never smaller than they come. */
export function lettersFor(systemPixels: number): TextSize {
  const percent = (systemPixels / plainPixels) * 100;
  const away = (size: TextSize): number => Math.abs(Number(size) - percent);
  return textSizes.reduce((best, size) => (away(size) < away(best) ? size : best));
}

/** Of the system's text, px; undefined where there is no such font, or no finger to hold the thing. */
function systemPixels(): number | undefined {
  const font = "-apple-system-body";
  // A desk has another plain size, and a browser that enlarges everything by itself.
  if (!CSS.supports("font", font) || navigator.maxTouchPoints < 2) return undefined;
  const probe = document.createElement("span");
  probe.style.font = font;
  document.body.append(probe);
  const size = Number.parseFloat(getComputedStyle(probe).fontSize);
  probe.remove();
  return Number.isFinite(size) ? size : undefined;
}

function look(): void {
  const pixels = systemPixels();
  if (pixels !== undefined) chooseTextSize(lettersFor(pixels), "phone");
}

/** Starts; lives as long as the page. */
export function followPhoneLetters(): void {
  look();
  // Whoever comes back may come from the settings of the phone.
  document.addEventListener("visibilitychange", look);
}
