/** The line above what was not seen yet. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { RefObject } from "preact";
import type { Room } from "@festival-chat/client";
import type { MessageId } from "@festival-chat/protocol/wire";
import type { AppState } from "../state.ts";

/** Where the line stands when there is more below it than the screen holds. */
const lineHeight = 0.3;

/**
 * The first message that was not seen when the room was entered, and the way there. It stays the same
 * for the whole visit; what the relay still held at that moment counts as there.
 *
 * @param waiting the reader is where one arrives, and did nothing yet
 * @param moved called after the list was scrolled
 */
export function useUnread(
  state: AppState,
  room: Room,
  list: RefObject<HTMLElement | null>,
  waiting: boolean,
  moved: () => void,
): MessageId | undefined {
  const line = useRef(room.firstUnread);
  /** All is there that counts as there. */
  const caughtUp = useRef(false);
  const arrived = useRef(false);
  const look = (): void => {
    if (caughtUp.current) return;
    line.current ??= room.firstUnread;
    caughtUp.current = room.caughtUp;
  };
  look();
  useEffect(() => state.client.on(look), []);

  // As soon as there is more below the line than the screen holds: at first a few come, then thousands.
  useLayoutEffect(() => {
    const element = list.current;
    if (arrived.current || element === null) return;
    arrived.current = caughtUp.current || !waiting;
    // Whoever saw what stands below it is reading.
    const due = waiting && line.current === room.firstUnread;
    const row = due && element.querySelector(".unread");
    if (!row) return;
    const above = row.getBoundingClientRect().top - element.getBoundingClientRect().top;
    if (element.scrollHeight - element.scrollTop - above < element.clientHeight) return;
    arrived.current = true;
    element.scrollTop += above - element.clientHeight * lineHeight;
    moved();
  });

  return line.current;
}
