/** What to send so that a reaction is given, or taken back. */
import type { Reaction } from "@festival-chat/client";
import type { AuthorKey } from "@festival-chat/protocol/wire";

/**
 * The reactions to send, in order. Taking one back is said with the empty reaction, which takes all
 * of this person's: what is to stay is given again.
 */
export function reactionSteps(
  reactions: readonly Reaction[],
  me: AuthorKey,
  emoji: string,
): readonly string[] {
  const mine = reactions.filter(({ authors }) => authors.includes(me)).map((one) => one.emoji);
  return mine.includes(emoji) ? ["", ...mine.filter((one) => one !== emoji)] : [emoji];
}
