/**
 * Waits for announcements of the organiser. Fetched with the first things behind the screen: the relay
 * sends what stands right after a phone has joined, and an emergency waits for nothing.
 */
import { recall } from "../boot/device-memory.ts";
import type { AppState } from "../state.ts";
import { announcementsKey } from "./announcements-key.ts";

/** Frame type of an announcement: `announcementFrameTypes` of the protocol, which comes later. */
const announcementType = 56;
/** Heard before the rest is here; the relay sends again what stands when a link is new. */
const mostEarly = 32;

/** Lives as long as the page. @returns fetches the rest, for when that costs nothing */
export function watchAnnouncements(state: AppState): () => void {
  const early: Uint8Array[] = [];
  let hear = (frame: Uint8Array): void => {
    if (early.length < mostEarly) early.push(frame);
    start();
  };
  let starting = false;
  const start = (): void => {
    if (starting) return;
    starting = true;
    import("./start-announcements.tsx").then(
      ({ startAnnouncements }) => {
        hear = startAnnouncements(state);
        for (const frame of early.splice(0)) hear(frame);
      },
      // No signal: the next frame, or the next start.
      () => (starting = false),
    );
  };
  state.client.on((event) => {
    // Kept beyond the event, of whose memory it may be a view.
    if (event.kind === "frame" && event.bytes[0] === announcementType) hear(event.bytes.slice());
  });
  if (recall(announcementsKey) !== undefined) start();
  return start;
}
