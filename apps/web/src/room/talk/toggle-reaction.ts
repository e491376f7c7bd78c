/** Gives a reaction, or takes it back. */
import type { Message } from "@festival-chat/client";
import { talkWords } from "../../strings/talk-words.ts";
import type { Place } from "../talk.ts";
import { reactionSteps } from "./emoji-steps.ts";

export async function toggleReaction(
  { state, room }: Pick<Place, "state" | "room">,
  { id, reactions }: Message,
  emoji: string,
): Promise<void> {
  for (const step of reactionSteps(reactions, room.me, emoji)) {
    const sent = await room.react(id, step);
    if (!sent.ok) {
      state.toast.value = { words: talkWords.reactions.failed };
      return;
    }
  }
}
