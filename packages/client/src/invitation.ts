/** From what a person typed, pasted or scanned to the secret of a room. */
import { parseLink } from "@festival-chat/protocol/e2e";
import { err, ok, type Result } from "@festival-chat/protocol/wire";
import type { JoinError } from "./api.ts";
import type { WordsDoor } from "./client-ports.ts";

export interface Invitation {
  readonly root: Uint8Array;
  readonly host: Uint8Array | undefined;
  readonly words: readonly string[] | undefined;
}

/** @param eventTag salt of spoken words */
export async function readInvitation(
  text: string,
  eventTag: string,
  loadWords: () => Promise<WordsDoor>,
): Promise<Result<Invitation, JoinError>> {
  const link = parseLink(text);
  if (link.ok) return ok({ root: link.value.root, host: link.value.host, words: undefined });
  if (link.error.kind === "damaged" || text.trim() === "") return err({ kind: "not-an-invite" });
  const { parseWords, rootFromWords } = await loadWords();
  const words = parseWords(text);
  if (words.ok) {
    const root = await rootFromWords(words.value, eventTag);
    return ok({ root, host: undefined, words: words.value });
  }
  const { error } = words;
  if (error.kind === "count") {
    return err(
      error.count === 0 || /[#/]/.test(text)
        ? { kind: "not-an-invite" }
        : { kind: "word-count", count: error.count },
    );
  }
  return err({ kind: "unknown-word", word: error.word, suggestions: error.suggestions });
}
