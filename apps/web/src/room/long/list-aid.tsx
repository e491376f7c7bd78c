/**
 * What the list does beyond listing: staying light, going to a message that was asked for, saying
 * which day it is and what came meanwhile, and knowing what was seen.
 */
import { useEffect, useLayoutEffect } from "preact/hooks";
import type { RefObject } from "preact";
import type { Room } from "@festival-chat/client";
import { jump } from "../desk.ts";
import { afterFrame } from "../../boot/next-task.ts";
import type { AppState } from "../../state.ts";
import { LinkQuestion, linksAsk } from "../link-question.tsx";
import { Chips } from "./chips.tsx";
import { showRow } from "./show-row.ts";
import { StickyDay } from "./sticky-day.tsx";
import { margin } from "./stretch.ts";
import { useTrueLine } from "./true-line.ts";
import { type LongList, useLongList } from "./use-long-list.ts";
import { watchRead } from "./watch-read.ts";

export interface ListAidProps extends Omit<LongList, "list"> {
  readonly state: AppState;
  readonly room: Room;
  readonly list: RefObject<HTMLElement | null>;
  readonly toBottom: (smooth?: boolean) => void;
}

export function ListAid(props: ListAidProps) {
  const { room, list, messages, start, end, moved } = props;
  const drawAround = useLongList({ ...props, list: list.current });
  useTrueLine(props, drawAround);

  const wish = jump.value;
  useLayoutEffect(() => {
    if (wish === undefined) return undefined;
    const index = messages.findIndex(({ id }) => id === wish);
    const roomAbove = start === 0 || index - start >= margin / 2;
    const roomBelow = end === messages.length || end - index >= margin / 2;
    if (index >= 0 && !(roomAbove && roomBelow)) return afterFrame(() => drawAround(index));
    jump.value = undefined;
    showRow(list.current, wish);
    moved();
    return undefined;
  }, [wish, start, end]);

  // Where each stands in the whole list, and how long that is: readers hear "12 of 340".
  const size = room.hasEarlier ? -1 : messages.length;
  useLayoutEffect(() => {
    const rows = list.current?.querySelectorAll("li.message") ?? [];
    for (const [index, row] of [...rows].entries()) {
      row.setAttribute("aria-posinset", `${start + index + 1}`);
      row.setAttribute("aria-setsize", `${size}`);
    }
  });

  const { open } = room.settings;
  useEffect(() => void (linksAsk.value = open === true), [open]);

  const whole = end === messages.length;
  const last = messages.at(-1)?.id;
  const unseen = room.unread.count > 0;
  useEffect(() => {
    if (!unseen || !whole || list.current === null) return;
    return watchRead(list.current, room);
  }, [last, unseen, whole]);

  return (
    <>
      <LinkQuestion />
      <StickyDay list={list.current} messages={messages} start={start} end={end} />
      <Chips {...props} whole={whole} />
    </>
  );
}
