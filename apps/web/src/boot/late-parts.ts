/**
 * Parts of the app that come behind the room. Whoever scans a code needs the room first; the rest is
 * fetched when it is needed, at the first touch, or as soon as the service worker has it on the phone.
 */
import { type Signal, signal } from "@preact/signals";
import type { HomeSide, PosterPane } from "../home/home-side.tsx";
import homeStyles from "../style/home.css?url";
import listStyles from "../style/list.css?url";
import roomStyles from "../style/rooms.css?url";
import { tongue } from "../strings/words.ts";
import { lateStyles, loadLateStyles } from "../ui/late-styles.ts";
import type { behindTheRoom } from "./behind-the-room.ts";

interface HomeParts {
  readonly HomeSide: typeof HomeSide;
  readonly PosterPane: typeof PosterPane;
}

/** Undefined until they were loaded. */
export const lateParts = signal<typeof behindTheRoom | undefined>(undefined);
export const homeParts = signal<HomeParts | undefined>(undefined);

/**
 * Loads parts unless they are here or on their way. A failure, for want of signal, is forgotten: ask
 * again.
 * @returns whether they are here
 */
function loader<T>(parts: Signal<T | undefined>, load: () => Promise<T>): () => Promise<boolean> {
  let loading: Promise<boolean> | undefined;
  return () =>
    (loading ??= load().then(
      (loaded) => {
        parts.value = loaded;
        return true;
      },
      () => {
        loading = undefined;
        return false;
      },
    ));
}

export const loadLateParts = loader(lateParts, async () => {
  const [{ behindTheRoom }] = await Promise.all([
    import("./behind-the-room.ts"),
    loadLateStyles(),
    lateStyles(listStyles),
    tongue.behind,
  ]);
  return behindTheRoom;
});

export const loadHomeParts = loader(homeParts, async () => {
  const [parts] = await Promise.all([
    import("../home/home-side.tsx"),
    loadLateStyles(),
    lateStyles(homeStyles),
    lateStyles(roomStyles),
    tongue.behind,
  ]);
  return parts;
});

/** The late parts, for drawing: asked for when they are not here. */
export function needLateParts(): typeof behindTheRoom | undefined {
  void loadLateParts();
  return lateParts.value;
}
