/** The note in which a page tells the service worker that the lock screen shall show no words. */
import { languageNote } from "./language-note.ts";

const path = "/note/lock-screen";

/** Whether nobody's words may be shown. Where notes cannot be read: as the phone comes, with words. */
export async function notedBare(): Promise<boolean> {
  try {
    const cache = await caches.open(languageNote.cache);
    return (await cache.match(path)) !== undefined;
  } catch {
    return false;
  }
}

/** Leaves the note, or takes it away. Never rejects. */
export async function noteBare(bare: boolean): Promise<void> {
  try {
    const cache = await caches.open(languageNote.cache);
    if (bare) await cache.put(path, new Response("bare"));
    else await cache.delete(path);
  } catch {
    // No cache, no worker: then nothing is shown at all.
  }
}
