/**
 * The home screen comes as a part of its own: whoever scans a code needs the room first, and gets
 * home right behind it.
 */
import { signal } from "@preact/signals";
import type { HomeSide, PosterPane } from "./home-side.tsx";
import stylesAddress from "../style/home.css?url";
import { lateStyles } from "../ui/late-styles.ts";

interface HomeParts {
  readonly HomeSide: typeof HomeSide;
  readonly PosterPane: typeof PosterPane;
}

/** Undefined until it was loaded. */
export const homeParts = signal<HomeParts | undefined>(undefined);

let loading = false;

/** Loads the home screen unless it is here or on its way. A failure is forgotten: ask again. */
export async function loadHome(): Promise<void> {
  if (loading || homeParts.peek() !== undefined) return;
  loading = true;
  try {
    const [parts] = await Promise.all([import("./home-side.tsx"), lateStyles(stylesAddress)]);
    homeParts.value = parts;
  } catch {
    // No signal: whoever goes home asks again.
  } finally {
    loading = false;
  }
}
