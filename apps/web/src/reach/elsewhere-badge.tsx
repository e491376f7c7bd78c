/** How much waits in other rooms, on the way back to them. */
import type { Room } from "@festival-chat/client";
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import { countedIn, shortCount } from "./counted.ts";
import { newsView } from "./latest-news.ts";

export function ElsewhereBadge({ state, room }: { readonly state: AppState; readonly room: Room }) {
  const others = state.rooms.value.filter(({ id }) => id !== room.id);
  for (const { id } of others) void state.changesOf(id).value;
  const { count, mentions } = countedIn(others);
  // With the news come its styles.
  if (count === 0 || newsView.value === undefined) return null;
  // No text: the button is named after where it leads.
  return (
    <span
      class={mentions > 0 ? "badge for-me" : "badge"}
      title={late.reach.elsewhere(count)}
      data-count={`${mentions > 0 ? "@" : ""}${shortCount(count)}`}
    />
  );
}
