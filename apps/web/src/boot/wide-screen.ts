/** Whether there is room for the list of rooms beside a room; the same width as in the style sheets. */
import { signal } from "@preact/signals";
import { watchMedia } from "./media.ts";

export const wideScreen = signal(false);

/** Starts watching the width of the page. */
export function watchWidth(): void {
  watchMedia("(min-width: 860px)", (matches) => {
    wideScreen.value = matches;
  });
}
