/** Where this page runs, as far as it can be told: browsers do not say, so their names decide. */
import { mediaMatches } from "../boot/media.ts";
import type { Surface } from "./install-offer.ts";

export interface Seen {
  readonly agent: string;
  readonly standalone?: boolean;
  readonly touchPoints?: number;
  /** The browser has offered to install. */
  readonly canPrompt?: boolean;
}

/** Apps that show pages in themselves. */
const inApp =
  /\b(?:FBAN|FBAV|Instagram|Line|MicroMessenger|Snapchat|TikTok|musical_ly|BytedanceWebview|Twitter|LinkedInApp|GSA)\b|; wv\)/u;

export function surfaceOf({ agent, standalone, touchPoints = 0, canPrompt }: Seen): Surface {
  if (standalone === true) return "installed";
  if (inApp.test(agent)) return "in-app";
  if (canPrompt === true) return "prompt";
  // iPads say they are Macs; no Mac has a touch screen.
  const apple = /\b(?:iPhone|iPad|iPod)\b/u.test(agent);
  if (!apple && !(/\bMacintosh\b/u.test(agent) && touchPoints > 1)) return "other";
  // Every browser there says which it is; web views of apps do not.
  return /\b(?:Safari|CriOS|FxiOS|EdgiOS)\//u.test(agent) ? "ios" : "in-app";
}

/** Whether the page runs as an app of its own. */
const isStandalone = (): boolean =>
  mediaMatches("(display-mode: standalone)") ||
  ("standalone" in navigator && navigator.standalone === true);

export const seenNow = (canPrompt: boolean): Seen => ({
  agent: navigator.userAgent,
  standalone: isStandalone(),
  touchPoints: navigator.maxTouchPoints,
  canPrompt,
});
