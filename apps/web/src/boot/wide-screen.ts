/** Whether there is room for the list of rooms beside a room; the same width as in the style sheets. */
import { signal } from "@preact/signals";

export const wideScreen = signal(false);

/** Starts watching the width of the page. */
export function watchWidth(): void {
  const query = matchMedia("(min-width: 860px)");
  wideScreen.value = query.matches;
  query.addEventListener("change", () => {
    wideScreen.value = query.matches;
  });
}
