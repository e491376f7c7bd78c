/** The day of what is read, at the upper edge while somebody scrolls. */
import { useEffect, useRef } from "preact/hooks";
import type { Message } from "@festival-chat/client";
import { dayTitle } from "../festival-time.ts";
import { firstInSight } from "../use-steady-scroll.ts";

/** It stays this long after the last scrolling, ms. */
const stayMillis = 1_200;

export interface StickyDayProps {
  readonly list: HTMLElement | null;
  readonly messages: readonly Message[];
  readonly start: number;
  readonly end: number;
}

/** Silent: readers meet the titles of the days in the list itself. */
export function StickyDay(props: StickyDayProps) {
  const newest = useRef(props);
  newest.current = props;
  const sign = useRef<HTMLDivElement>(null);
  const { list } = props;
  useEffect(() => {
    if (list === null) return;
    let leaving: ReturnType<typeof setTimeout> | undefined;
    let drawnAt = list.scrollTop;
    const hide = (): void => void delete sign.current?.dataset["shown"];
    const scrolled = (): void => {
      const { messages, start } = newest.current;
      const rows = list.querySelectorAll("li.message");
      const first = messages[start + firstInSight(list, rows)];
      const element = sign.current;
      // The list holds still by itself when something comes in: that is no scrolling.
      const still = Math.abs(list.scrollTop - drawnAt) < 2;
      drawnAt = list.scrollTop;
      const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 1;
      if (element === null || first === undefined || still || atEnd) return;
      const words = dayTitle(first.at, Date.now());
      if (element.textContent !== words) element.textContent = words;
      element.dataset["shown"] = "";
      clearTimeout(leaving);
      leaving = setTimeout(hide, stayMillis);
    };
    list.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      clearTimeout(leaving);
      list.removeEventListener("scroll", scrolled);
    };
  }, [list]);
  return <div class="sticky-day" aria-hidden="true" ref={sign} />;
}
