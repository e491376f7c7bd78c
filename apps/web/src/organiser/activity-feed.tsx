/** What happens on the relay, the newest first. */
import {
  type Activity,
  maxActivity,
  parseActivity,
  routes,
} from "@festival-chat/protocol/organiser";
import { ok } from "@festival-chat/protocol/wire";
import { consoleWords } from "../strings/console/en.ts";
import { timeWords } from "./count-words.ts";
import type { Desk } from "./desk.ts";
import { Tag, Trouble } from "./parts.tsx";
import { formatPlace } from "./place.ts";
import { useLoaded } from "./use-loaded.ts";

const everyMillis = 5_000;
/** On the screen; the rest is in the log. */
const shown = 30;

/** What came since, with those counted again that happened again. */
function joined(known: Activity | undefined, next: Activity): Activity {
  const byNumber = new Map([...(known?.items ?? []), ...next.items].map((item) => [item.n, item]));
  const items = [...byNumber.values()].toSorted((a, b) => a.n - b.n).slice(-maxActivity);
  return { last: next.last, items };
}

export function ActivityFeed({ desk }: { readonly desk: Desk }) {
  const words = consoleWords.live;
  const feed = useLoaded<Activity>(async (known) => {
    const answer = await desk.api.get(routes.activity, parseActivity, { after: known?.last ?? 0 });
    return answer.ok ? ok(joined(known, answer.value)) : answer;
  }, everyMillis);
  const items = feed.value?.items.toReversed().slice(0, shown) ?? [];
  return (
    <>
      <Trouble fault={feed.fault} reload={() => void feed.reload()} />
      {items.length === 0 && <p class="explain">{words.quiet}</p>}
      <ul class="desk-feed">
        {items.map(({ n, at, kind, room, device, times }) => (
          <li key={n}>
            <time>{timeWords(at, desk.now())}</time>
            <span>
              {consoleWords.activity[kind]}
              {times > 1 && ` · ${words.times(times)}`}
            </span>
            {room !== null && (
              <a class="desk-row-link" href={formatPlace({ view: "rooms", detail: room })}>
                <Tag tag={room} />
              </a>
            )}
            {device !== null && <Tag tag={device} />}
          </li>
        ))}
      </ul>
    </>
  );
}
