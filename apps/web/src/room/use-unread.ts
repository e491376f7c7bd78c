/** The line above what was not seen yet. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import type { Room } from "@festival-chat/client";
import type { MessageId } from "@festival-chat/protocol/wire";
import type { AppState } from "../state.ts";

/** Where the line stands when there is more below it than the screen holds. */
const lineHeight = 0.3;

/**
 * The first message that was not seen when the room was entered. It stays the same for the whole
 * visit; what the relay still held at that moment counts as there.
 *
 * @param moved called after the list was scrolled
 */
export function useUnread(
  state: AppState,
  room: Room,
  list: RefObject<HTMLElement | null>,
  moved: () => void,
): MessageId | undefined {
  const [line, setLine] = useState(room.firstUnread);
  const caughtUp = useRef(state.client.connection.kind === "online");
  useEffect(
    () =>
      state.client.on((event) => {
        if (event.kind !== "connection") return;
        if (event.connection.kind === "online") caughtUp.current = true;
      }),
    [],
  );
  const { firstUnread } = room;
  useEffect(() => {
    if (line === undefined && !caughtUp.current) setLine(firstUnread);
  }, [firstUnread]);

  useLayoutEffect(() => {
    const element = list.current;
    const row = element?.querySelector(".unread") ?? null;
    if (element === null || row === null) return;
    const above = row.getBoundingClientRect().top - element.getBoundingClientRect().top;
    if (element.scrollHeight - element.scrollTop - above < element.clientHeight) return;
    element.scrollTop += above - element.clientHeight * lineHeight;
    moved();
  }, [line]);

  return line;
}
