/**
 * Notes between page and service worker about announcements: neither can read what the other keeps.
 * The page notes whom it believes; the worker, what it was pushed, so that it is there without signal.
 */
import { fromHex, toHex } from "@festival-chat/protocol/wire";
import { languageNote } from "./language-note.ts";

const paths = { believed: "/note/organiser", pushed: "/note/announced" } as const;
/** More than come between two looks at the app. */
const mostPushed = 8;

async function readNote(path: string): Promise<string | undefined> {
  try {
    const notes = await caches.open(languageNote.cache);
    return await (await notes.match(path))?.text();
  } catch {
    return undefined;
  }
}

async function leaveNote(path: string, text: string): Promise<void> {
  try {
    const notes = await caches.open(languageNote.cache);
    await notes.put(path, new Response(text));
  } catch {
    // No cache: then there is no worker either.
  }
}

/** @param believed as packBelieved writes it */
export const noteBelieved = (believed: string): Promise<void> =>
  leaveNote(paths.believed, believed);
export const notedBelieved = (): Promise<string | undefined> => readNote(paths.believed);

/** Frames that were pushed, the newest last. Whoever takes one verifies it. */
export async function notedPushed(): Promise<readonly Uint8Array[]> {
  const lines = ((await readNote(paths.pushed)) ?? "").split(" ").slice(-mostPushed);
  return lines.flatMap((line) => {
    const frame = line === "" ? undefined : fromHex(line);
    return frame === undefined ? [] : [frame];
  });
}

export async function notePushed(frame: Uint8Array): Promise<void> {
  const frames = [...(await notedPushed()).slice(1 - mostPushed), frame];
  await leaveNote(paths.pushed, frames.map(toHex).join(" "));
}
