/** Ways back to what is new: to the end, to who calls one, and to what came late. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Message } from "@festival-chat/client";
import { mediaMatches } from "../../boot/media.ts";
import { afterFrame } from "../../boot/next-task.ts";
import { late } from "../../strings/late.ts";
import { t } from "../../strings/t.ts";
import { LateIcon } from "../../ui/late-icons.tsx";
import { jump } from "../desk.ts";
import { latest } from "../list-view.ts";
import { firstInSight } from "../use-steady-scroll.ts";
import { arrivals } from "./arrivals.ts";
import type { ListAidProps } from "./list-aid.tsx";

/** Further away than this many screens nobody wants to watch the way. */
const watchedScreens = 3;

export function Chips({
  room,
  list,
  messages,
  start,
  atBottom,
  toBottom,
  setView,
  whole,
}: ListAidProps & { /** The newest message is drawn. */ readonly whole: boolean }) {
  const [earlier, setEarlier] = useState<readonly Message[]>([]);
  const [leaving, setLeaving] = useState(false);
  const before = useRef(messages);
  useEffect(() => {
    const { earlier: news } = arrivals(before.current, messages);
    before.current = messages;
    if (news.length === 0 || list.current === null) return;
    // What stands in sight, or below, is met by reading on.
    const rows = list.current.querySelectorAll("li.message");
    const above = new Set(messages.slice(0, start + firstInSight(list.current, rows)));
    const unseen = news.filter((message) => above.has(message));
    if (unseen.length > 0) setEarlier((known) => [...known, ...unseen]);
  }, [messages]);

  const { count, mentions } = room.unread;
  const called =
    mentions > 0 ? messages.find((one) => one.mentionsMe && room.isUnread(one.id)) : undefined;

  const showEarlier = (): void => {
    const first = earlier[0];
    setEarlier([]);
    if (first !== undefined) jump.value = first.id;
  };
  const showLatest = (): void => {
    const element = list.current;
    if (element === null) return;
    const away = element.scrollHeight - element.scrollTop;
    const near = whole && away < element.clientHeight * watchedScreens;
    // Drawing the end anew takes a slow phone a while: the chip goes at once.
    setLeaving(true);
    afterFrame(() => {
      setLeaving(false);
      setView(latest);
      toBottom(near && !mediaMatches("(prefers-reduced-motion: reduce)"));
    });
  };
  const words = [
    late.list.jump,
    count > 0 && late.list.newMessages(count),
    mentions > 0 && t.room.mentionsYou,
  ];
  return (
    <div class="chips">
      {earlier.length > 0 && (
        <button type="button" class="chip" onClick={showEarlier}>
          {late.list.earlierArrived(earlier.length)}
          <LateIcon name="up" />
        </button>
      )}
      {!atBottom && called !== undefined && (
        <button
          type="button"
          class="chip to-mention"
          aria-label={late.list.toMention}
          onClick={() => (jump.value = called.id)}
        >
          <b class="mention-sign">@</b>
        </button>
      )}
      {!atBottom && !leaving && (
        <button
          type="button"
          class="chip jump"
          aria-label={words.filter(Boolean).join(", ")}
          onClick={showLatest}
        >
          {count > 0 && <span>{late.list.newMessages(count)}</span>}
          <LateIcon name="down" />
        </button>
      )}
    </div>
  );
}
