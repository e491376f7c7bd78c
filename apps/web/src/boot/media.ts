/** Media queries that cannot break a start: where they do not work, nothing matches. */

/** Whether a media query matches at this moment. */
export function mediaMatches(query: string): boolean {
  try {
    return matchMedia(query).matches;
  } catch {
    return false;
  }
}

/** Tells whether a media query matches: at once, and whenever that changes. */
export function watchMedia(query: string, heard: (matches: boolean) => void): void {
  heard(mediaMatches(query));
  try {
    matchMedia(query).addEventListener("change", (event) => heard(event.matches));
  } catch {
    // It stays as it is.
  }
}
