/** What is wrong with six words, in words. */
import type { JoinError } from "@festival-chat/client";
import { late } from "../strings/late.ts";
import { t } from "../strings/t.ts";
import { wordCount, wordSlots } from "./six-words.ts";

export function joinProblem(error: JoinError): string {
  switch (error.kind) {
    case "word-count":
      return error.count > wordCount ? late.words.tooMany : late.words.count(error.count);
    case "unknown-word":
      return late.words.unknown(error.word);
    case "not-an-invite":
      return t.room.notAnInvite;
  }
}

/** Six words of the list, or what is wrong with them and which one it is. */
export function readWords(
  text: string,
):
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly problem: string; readonly index: number | undefined } {
  const slots = wordSlots(text);
  const words = slots.flatMap((slot) => slot.word ?? []);
  if (words.length === wordCount && slots.length === wordCount) return { ok: true, words };
  const index = slots.findIndex((slot) => slot.word === undefined);
  const wrong = slots[index];
  if (wrong !== undefined) {
    return { ok: false, problem: late.words.unknown(wrong.typed), index };
  }
  const problem = joinProblem({ kind: "word-count", count: slots.length });
  return { ok: false, problem, index: undefined };
}
