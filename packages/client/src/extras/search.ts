/** Search on this device. Nothing of it leaves the phone. */
import type { AuthorKey } from "@festival-chat/protocol/wire";
import type { Message } from "../api.ts";
import { foldText } from "../fold-text.ts";

export interface SearchOptions {
  /** Only of this author. */
  readonly from?: AuthorKey;
  /** At most so many; 100 unless given. */
  readonly limit?: number;
}

export interface Found {
  /** The newest first. */
  readonly messages: readonly Message[];
  /** There are more than the limit let through. */
  readonly more: boolean;
}

export interface Search {
  /**
   * Messages in which every word of the query occurs, whatever its case, accents and place.
   * Without a word everything of `from` is found, and nothing without both.
   * @param messages in display order, of any room
   */
  find(messages: readonly Message[], query: string, options?: SearchOptions): Found;
  /**
   * Gets ready for a first search on a slow phone: call it again in the next idle moment while it
   * answers true. Looks at no more than `count` messages that it has not seen, the newest first.
   */
  prepare(messages: readonly Message[], count?: number): boolean;
}

/** Characters of folded text remembered: 10,000 messages of two lines each. What is beyond is folded anew. */
const maxCached = 2_000_000;
/** Longer queries are no words that somebody types. */
const maxQuery = 200;

/** @param cachedChars bound of what is remembered between two searches, in UTF-16 units */
export function createSearch(cachedChars = maxCached): Search {
  // By object: a message that changed is another one, and one that is gone takes its text along.
  let cache = new WeakMap<Message, string>();
  let cached = 0;
  let spent: readonly Message[] | undefined;

  function folded(message: Message): string {
    const known = cache.get(message);
    if (known !== undefined) return known;
    const text = message.body.kind === "text" ? foldText(message.body.text) : "";
    if (cached + text.length <= cachedChars) {
      cached += text.length;
      cache.set(message, text);
    }
    return text;
  }

  return {
    prepare(messages, count = 500) {
      let left = count;
      for (let i = messages.length - 1; i >= 0 && cached < cachedChars; i--) {
        const message = messages[i];
        if (message?.body.kind !== "text" || cache.has(message)) continue;
        if (left === 0) return true;
        left -= 1;
        folded(message);
      }
      return false;
    },

    find(messages, query, { from, limit = 100 } = {}) {
      const words = foldText(query.slice(0, maxQuery))
        .split(/\s+/u)
        .filter((word) => word !== "");
      if (words.length === 0 && from === undefined) return { messages: [], more: false };
      // Full of texts of another list or an older one: begin again.
      if (cached >= cachedChars * 0.9 && spent !== messages) {
        cache = new WeakMap();
        cached = 0;
      }
      spent = messages;
      const found: Message[] = [];
      for (let i = messages.length - 1; i >= 0; i--) {
        const message = messages[i];
        if (message?.body.kind !== "text") continue;
        if (from !== undefined && message.author !== from) continue;
        const text = words.length === 0 ? "" : folded(message);
        if (!words.every((word) => text.includes(word))) continue;
        if (found.length >= limit) return { messages: found, more: true };
        found.push(message);
      }
      return { messages: found, more: false };
    },
  };
}
