/**
 * Parts of the app that come behind the room: whoever scans a code needs the room first, and gets
 * what is said rarely right after it; home comes when somebody is there, or beside the room.
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
 */
function loader<T>(parts: Signal<T | undefined>, load: () => Promise<T>): () => Promise<void> {
  let loading = false;
  return async () => {
    if (loading || parts.peek() !== undefined) return;
    loading = true;
    await load().then(
      (loaded) => (parts.value = loaded),
      () => undefined,
    );
    loading = false;
  };
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
    lateStyles(homeStyles),
    lateStyles(roomStyles),
    tongue.behind,
  ]);
  return parts;
});
