/**
 * Small things this browser remembers beside the rooms: theme, drafts, the last name used.
 *
 * Storage may be denied, full or throw: then things are remembered until the page closes.
 */
const fallback = new Map<string, string>();

/** The value of a key, or undefined. */
export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? fallback.get(key);
  } catch {
    return fallback.get(key);
  }
}

/** Remembers a value; undefined forgets it. */
export function remember(key: string, value: string | undefined): void {
  if (value === undefined) fallback.delete(key);
  else fallback.set(key, value);
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Denied: the map above holds it for this page.
  }
}

/** Keys in use, so that two parts of the app cannot mean different things by one. */
export const memoryKeys = {
  theme: "theme",
  lastName: "name",
  emoji: "emoji",
  language: "language",
  textSize: "text-size",
} as const;
