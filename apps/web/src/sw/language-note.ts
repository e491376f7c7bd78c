/** The note in which a page tells the service worker what language to speak. */
export const languageNote = { cache: "notes", path: "/note/language" } as const;

/** The language on the note; English where there is none. */
export async function noted(): Promise<string> {
  try {
    const cache = await caches.open(languageNote.cache);
    return (await (await cache.match(languageNote.path))?.text()) ?? "en";
  } catch {
    return "en";
  }
}
