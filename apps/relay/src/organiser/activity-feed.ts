/** The feed of the console: what happened lately, the same thing in a row told once. In memory. */
import {
  type Activity,
  type ActivityItem,
  type ActivityKind,
  maxActivity,
} from "@festival-chat/protocol/organiser";
import type { Millis } from "@festival-chat/protocol/wire";

export interface ActivityFeed {
  add(kind: ActivityKind, room?: string, device?: string): void;
  /** Items after number `after`. */
  since(after: number): Activity;
}

/** The same thing again within so long is the same item: a flood is one line. */
const sameMillis = 60_000;
/** How far back the same thing is looked for: a few things at once take turns. */
const lookBack = 8;

export function createActivityFeed(now: () => Millis): ActivityFeed {
  const items: ActivityItem[] = [];
  let last = 0;
  return {
    add(kind, room, device) {
      const at = now();
      const [roomOrNull, deviceOrNull] = [room ?? null, device ?? null];
      const found = items
        .slice(-lookBack)
        .find(
          (item) =>
            item.kind === kind &&
            item.room === roomOrNull &&
            item.device === deviceOrNull &&
            at - item.at < sameMillis,
        );
      if (found !== undefined) items.splice(items.indexOf(found), 1);
      // A new number, so that whoever asks for what is new hears of the repetition.
      last++;
      const times = (found?.times ?? 0) + 1;
      items.push({ n: last, at, kind, room: roomOrNull, device: deviceOrNull, times });
      if (items.length > maxActivity) items.shift();
    },
    since: (after) => ({ last, items: items.filter(({ n }) => n > after) }),
  };
}
