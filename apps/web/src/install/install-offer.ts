/** Whether this is the moment to speak of keeping the app. Never early, and once. */

/** Where the page runs. */
export type Surface =
  /** The browser has told that it can install. */
  | "prompt"
  /** Safari and its kin on a phone or tablet of Apple: by hand, in three steps. */
  | "ios"
  /** Inside another app: what is kept there is gone with it. */
  | "in-app"
  | "installed"
  | "other";

export interface InstallFacts {
  readonly surface: Surface;
  /** How long this page is open. */
  readonly openMillis: number;
  /** Own messages on this phone, up to ten. */
  readonly written: number;
  /** How often the app was opened, this time included. */
  readonly visits: number;
  readonly installOffered: boolean;
  readonly elsewhereOffered: boolean;
}

/** Nobody is asked for anything in the first minute. */
export const calmMillis = 60_000;
/** So many messages say that somebody stays. */
export const manyWritten = 10;

/** What to offer now: to keep the app, to open it in a browser that can, or nothing. */
export function installOffer(facts: InstallFacts): "install" | "elsewhere" | "nothing" {
  const { surface, openMillis, written, visits, installOffered, elsewhereOffered } = facts;
  if (written === 0) return "nothing";
  if (surface === "in-app") return elsewhereOffered ? "nothing" : "elsewhere";
  if (surface !== "prompt" && surface !== "ios") return "nothing";
  if (openMillis < calmMillis || installOffered) return "nothing";
  return written >= manyWritten || visits >= 2 ? "install" : "nothing";
}
