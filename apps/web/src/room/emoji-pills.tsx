/** Reactions under a message: what, how many, and whether one of them is mine. */
import type { Reaction, Room } from "@festival-chat/client";
import { needLateParts } from "../boot/late-parts.ts";
import { t } from "../strings/t.ts";

/** "🧡 2: Ana, you". Begins with what is seen, for those who say what they see (WCAG 2.5.3). */
export const reactionName = ({ emoji, authors }: Reaction, room: Room): string =>
  `${emoji} ${authors.length}: ${authors.map((one) => (one === room.me ? t.room.me : room.nameOf(one))).join(", ")}`;

export function EmojiPills({
  room,
  reactions,
}: {
  readonly room: Room;
  readonly reactions: readonly Reaction[];
}) {
  // Their styles are there.
  needLateParts();
  return (
    <div class="reactions">
      {reactions.map((reaction) => (
        <button
          key={reaction.emoji}
          type="button"
          class="reaction"
          data-do="react"
          value={reaction.emoji}
          tabIndex={-1}
          aria-pressed={reaction.authors.includes(room.me)}
          aria-label={reactionName(reaction, room)}
        >
          {reaction.emoji} {reaction.authors.length}
        </button>
      ))}
    </div>
  );
}
