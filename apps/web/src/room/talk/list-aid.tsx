/** What the list does beyond listing: going to a message that was asked for, and knowing what was seen. */
import { useEffect, useLayoutEffect } from "preact/hooks";
import type { RefObject } from "preact";
import type { Message, Room } from "@festival-chat/client";
import { jump } from "../desk.ts";
import { showRow } from "./show-row.ts";
import { watchRead } from "./watch-read.ts";

/** Messages drawn before the one that is asked for. */
const contextSize = 50;

export interface ListAidProps {
  readonly room: Room;
  readonly list: RefObject<HTMLElement | null>;
  readonly messages: readonly Message[];
  /** How many of them are drawn. */
  readonly shown: number;
  readonly setShown: (count: number) => void;
  /** To be called after the list was scrolled. */
  readonly moved: () => void;
}

export function ListAid({ room, list, messages, shown, setShown, moved }: ListAidProps) {
  const wish = jump.value;
  useLayoutEffect(() => {
    if (wish === undefined) return;
    const fromEnd = messages.length - messages.findIndex((message) => message.id === wish);
    if (fromEnd > shown && fromEnd <= messages.length) {
      setShown(fromEnd + contextSize);
      return;
    }
    jump.value = undefined;
    showRow(list.current, wish);
    moved();
  }, [wish, shown]);

  const last = messages.at(-1)?.id;
  const unseen = room.unread.count > 0;
  useEffect(() => {
    if (!unseen || list.current === null) return;
    return watchRead(list.current, room);
  }, [last, unseen]);
  return null;
}
