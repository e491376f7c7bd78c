/**
 * Tells the service worker which language is spoken: it keeps the words of that one on this device,
 * and speaks it in notifications. It cannot read what pages remember, so there is a note for it.
 */
import { languageNote } from "../sw/language-note.ts";

export function tellWorker(tag: string): void {
  const tell = async (): Promise<void> => {
    const notes = await caches.open(languageNote.cache);
    await notes.put(languageNote.path, new Response(tag));
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage("language");
  };
  // No cache, no worker: then there is nobody to tell.
  tell().catch(() => undefined);
}
