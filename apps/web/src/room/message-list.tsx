/** The messages of a room, oldest first, in a list that never moves under the reader. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Message, Room } from "@festival-chat/client";
import type { AppState } from "../state.ts";
import { t } from "../strings/t.ts";
import { Icon } from "../ui/icons.tsx";
import { arrivals } from "./arrivals.ts";
import { jump, undoable } from "./desk.ts";
import { dayTitle } from "./festival-time.ts";
import { MessageItem } from "./message-item.tsx";
import { type Row, timelineRows } from "./timeline.ts";
import { hearList, talk, warmTalk } from "./talk.ts";
import { useSteadyScroll } from "./use-steady-scroll.ts";
import { useUnread } from "./use-unread.ts";

/** Messages drawn at first, and how many more each time: find-in-page and readers need plenty. */
const windowSize = 200;
/** What was not seen is drawn from its beginning, up to a length that a slow phone can draw. */
const windowFor = (unread: number): number =>
  Math.min(Math.max(windowSize, unread + windowSize / 4), 1_000);
/** Scrolling this near to the top asks for more before the reader gets there. */
const topPixels = 400;

function ListRow({ row, room }: { readonly row: Row; readonly room: Room }) {
  switch (row.kind) {
    case "day":
      return (
        <li class="day">
          <h2>{dayTitle(row.at, Date.now())}</h2>
        </li>
      );
    case "gap":
      return (
        <li class="gap">
          {row.missing === undefined ? t.room.missing : t.room.missingSome(row.missing)}
        </li>
      );
    case "unread":
      return <li class="unread">{t.room.unread}</li>;
    case "message":
      return (
        <MessageItem
          room={room}
          message={row.message}
          first={row.first}
          last={row.last}
          undoable={row.message.id === undoable.value}
        />
      );
  }
}

export function MessageList({
  state,
  room,
  letIn,
}: {
  readonly state: AppState;
  readonly room: Room;
  /** False where the relay has no such room: then nobody is invited to write. */
  readonly letIn: boolean;
}) {
  const change = state.changesOf(room.id).value;
  const [shown, setShown] = useState(() => windowFor(room.unread.count));
  const [earlier, setEarlier] = useState<readonly Message[]>([]);
  const messages = room.messages();
  const visible = messages.slice(-shown);
  const { scroller, atBottom, toBottom, onScroll } = useSteadyScroll(`${change} ${shown}`);
  const before = useRef(messages);
  const divider = useUnread(state, room, scroller, onScroll);
  const Talk = talk.value;
  const { count: unseen, mentions } = room.unread;

  useEffect(() => {
    const news = arrivals(before.current, messages);
    const last = messages.at(-1);
    const wrote = last?.mine === true && last.id !== before.current.at(-1)?.id;
    before.current = messages;
    if (wrote) toBottom();
    // What is being read stays drawn, however much arrives below.
    else if (!atBottom) setShown((count) => count + news.latest.length);
    if (news.earlier.length > 0) setEarlier((list) => [...list, ...news.earlier]);
  }, [messages]);
  useEffect(() => {
    // Not while something further up is about to be shown.
    if (atBottom && jump.peek() === undefined) setShown(windowSize);
  }, [atBottom]);

  const hidden = messages.length > visible.length;
  const more = hidden || room.hasEarlier;
  const loadEarlier = (): void => {
    if (hidden) setShown((count) => count + windowSize);
    else if (room.loadEarlier()) setShown((count) => count + windowSize);
  };
  const asked = useRef(0);
  const showEarlier = (): void => {
    const first = earlier[0];
    setEarlier([]);
    if (first === undefined) return;
    jump.value = first.id;
    warmTalk();
  };

  const listeners = useMemo(() => hearList({ state, room }), [room]);
  return (
    <div class="messages-frame">
      <div
        class="messages"
        ref={scroller}
        role="group"
        aria-label={t.room.conversation}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        {...listeners}
        onScroll={() => {
          onScroll();
          const top = scroller.current?.scrollTop ?? 0;
          // Once for each length of the list, so that a slow answer is not asked for twice.
          if (top < topPixels && more && asked.current !== visible.length) {
            asked.current = visible.length;
            loadEarlier();
          }
        }}
      >
        <div class="messages-column">
          {more && (
            <button type="button" class="button load-earlier" onClick={loadEarlier}>
              {t.room.loadEarlier}
            </button>
          )}
          {messages.length === 0 && letIn && (
            <div class="room-empty">
              <p class="room-empty-title">{t.room.noMessages}</p>
              <p>{t.room.emptyHint}</p>
            </div>
          )}
          <ol aria-label={t.room.messages}>
            {timelineRows(visible, room.gaps(), !more, divider).map((row) => (
              <ListRow key={row.key} row={row} room={room} />
            ))}
          </ol>
        </div>
      </div>
      {Talk !== undefined && (
        <Talk.ListAid
          room={room}
          list={scroller}
          messages={messages}
          shown={shown}
          setShown={setShown}
          moved={onScroll}
        />
      )}
      <div class="chips">
        {earlier.length > 0 && (
          <button type="button" class="chip" onClick={showEarlier}>
            {t.room.earlierArrived(earlier.length)}
            <Icon name="up" />
          </button>
        )}
        {!atBottom && (
          <button
            type="button"
            class="chip jump"
            aria-label={[
              t.room.jump,
              unseen > 0 && t.room.newMessages(unseen),
              mentions > 0 && t.room.mentionsYou,
            ]
              .filter(Boolean)
              .join(", ")}
            onClick={() => toBottom(true)}
          >
            {mentions > 0 && <b class="mention-sign">@</b>}
            {unseen > 0 && <span>{t.room.newMessages(unseen)}</span>}
            <Icon name="down" />
          </button>
        )}
      </div>
    </div>
  );
}
