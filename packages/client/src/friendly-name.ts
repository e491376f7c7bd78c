/** A name for somebody who chose none: derived from their key, so it is the same on every phone. */
import type { AuthorKey } from "@festival-chat/protocol/wire";
import { nameWords } from "./name-words.ts";

/** "Moth 27": a word and a number from 1 to 99. Not unique, and never proof of who somebody is. */
export function friendlyName(author: AuthorKey): string {
  const bits = parseInt(author.slice(0, 8), 16);
  const word = nameWords[bits % nameWords.length] ?? "Moth";
  return `${word} ${1 + (Math.floor(bits / nameWords.length) % 99)}`;
}
