/** The messages of a room, oldest first, in a list that never moves under the reader. */
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Room } from "@festival-chat/client";
import { lateParts, needLateParts } from "../boot/late-parts.ts";
import type { AppState } from "../state.ts";
import { t } from "../strings/t.ts";
import { saving, sparing, undoable } from "./desk.ts";
import { dayTitle } from "./festival-time.ts";
import { drawnSize, firstView, latest, markOf, rangeOf, type View } from "./list-view.ts";
import { MessageItem, type MessageItemProps, SavingItem } from "./message-item.tsx";
import { type Row, timelineRows } from "./timeline.ts";
import { hearList } from "./talk.ts";
import { useSteadyScroll } from "./use-steady-scroll.ts";
import { useUnread } from "./use-unread.ts";

/** Scrolling this near to the top asks for more before the reader gets there. */
const topPixels = 400;

function OtherRow({ row }: { readonly row: Exclude<Row, { readonly kind: "message" }> }) {
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
    case "line":
      return row.view;
    case "unread":
      return <li class="unread">{t.room.unread}</li>;
  }
}

/**
 * Draws rows of messages. Messages are immutable, so a row of the same ones is the same element: a
 * long list costs only what changed in it.
 */
function useMessageRows(room: Room) {
  const drawn = useRef(new Map<string, VNode<MessageItemProps>>());
  const before = drawn.current;
  drawn.current = new Map();
  return ({ key, message, first, last }: Row & { readonly kind: "message" }) => {
    const { body, replyTo } = message;
    const quoted = body.kind === "text" && replyTo ? room.message(replyTo) : undefined;
    const fresh = (
      <MessageItem
        key={key}
        {...{ room, message, first, last, quoted }}
        undoable={message.id === undoable.value}
      />
    );
    const known = before.get(key);
    const names = Object.keys(fresh.props) as (keyof MessageItemProps)[];
    const row =
      known && names.every((name) => known.props[name] === fresh.props[name]) ? known : fresh;
    drawn.current.set(key, row);
    return row;
  };
}

/** Apart from the list: a press on Send draws the one that was said, and not all the others. */
function SavingRows({ shown }: { readonly shown: () => void }) {
  const said = saving.value;
  useEffect(() => {
    if (said.length > 0) shown();
  }, [said]);
  return said.map((words, index) => <SavingItem key={index} text={words} />);
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
  const [view, setView] = useState<View>(() => firstView(room));
  const messages = room.messages();
  const [start, end] = rangeOf(view, messages);
  const { scroller, atBottom, toBottom, onScroll, slack } = useSteadyScroll(
    `${change} ${start} ${end}`,
  );
  const spoke = useRef(false);
  const divider = useUnread(state, room, scroller, atBottom && !spoke.current, onScroll);
  const last = messages.at(-1);
  useLayoutEffect(() => {
    // Who reads above the end keeps what is drawn there, whatever comes.
    if (!view.from && last && !atBottom) setView({ ...view, from: markOf(messages, start) });
  });
  // They draw more than the end, know what was seen, and find the way back.
  const aided =
    start > 0 || !atBottom || room.unread.count + room.gaps().length + room.lines().length > 0;
  const Parts = aided ? needLateParts() : lateParts.value;

  const before = useRef(last?.id);
  const showEnd = (): void => {
    spoke.current = true;
    if (end < messages.length) setView(latest);
    toBottom();
  };
  useEffect(() => {
    if (last?.mine && last.state !== "sent" && last.id !== before.current) showEnd();
    before.current = last?.id;
  }, [last?.id]);

  const hidden = start > 0;
  const more = hidden || room.hasEarlier;
  const loadEarlier = (): void => {
    if (hidden) setView({ ...view, from: undefined, size: end - start + drawnSize });
    else room.loadEarlier();
  };
  const asked = useRef(0);

  const messageRow = useMessageRows(room);
  const rows = timelineRows(messages, room.gaps(), !more, divider, start, end);
  const ends = { state, above: messages[start - 1]?.at, toEnd: end >= messages.length };
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
          if (top < topPixels && !hidden && !sparing.value && asked.current !== messages.length) {
            asked.current = messages.length;
            room.loadEarlier();
          }
        }}
      >
        <div class="messages-column">
          <button type="button" class="button load-earlier" disabled={!more} onClick={loadEarlier}>
            {t.room.loadEarlier}
          </button>
          {last === undefined && letIn && (
            <div class="room-empty">
              <p class="room-empty-title">{t.room.noMessages}</p>
              <p>{t.room.emptyHint}</p>
            </div>
          )}
          <ol aria-label={t.room.messages}>
            {(Parts ? Parts.withLines(rows, room, ends) : rows).map((row) =>
              row.kind === "message" ? messageRow(row) : <OtherRow key={row.key} row={row} />,
            )}
            <SavingRows key="saving" shown={showEnd} />
          </ol>
        </div>
      </div>
      {Parts && (
        <Parts.ListAid
          state={state}
          room={room}
          list={scroller}
          messages={messages}
          start={start}
          end={end}
          view={view}
          setView={setView}
          atBottom={atBottom}
          toBottom={toBottom}
          moved={onScroll}
          slack={slack}
        />
      )}
    </div>
  );
}
