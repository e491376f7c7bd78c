/**
 * Keeps a list where the reader is: at the bottom while at the bottom, else on the same message.
 *
 * The browser's own scroll anchoring is off (Safari has none before version 27): two anchors would
 * correct twice.
 */
import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Closer to the end than this counts as being there: a finger is not exact. */
const bottomPixels = 48;

interface Anchor {
  readonly element: HTMLElement;
  /** On the screen. */
  readonly top: number;
  /** In the list, wherever that is scrolled to. */
  readonly offset: number;
  /** How far the list was scrolled then. */
  readonly scrolled: number;
}

/** What looks after long lists has room to spare above the first row, and takes moves upon itself. */
export interface Slack {
  /** @param moved px by which what is read went down @returns what is left for the scroller */
  take?: (moved: number) => number;
}

/** Index of the first row that ends below the upper edge; all of them when none does. */
export function firstInSight(scroller: HTMLElement, rows: ArrayLike<Element>): number {
  const edge = scroller.getBoundingClientRect().top;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.getBoundingClientRect().bottom ?? 0) > edge) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The first row that can be seen, and where it is. */
function anchorOf(scroller: HTMLElement): Anchor | undefined {
  const rows = scroller.querySelectorAll<HTMLElement>("li.message");
  const element = rows[firstInSight(scroller, rows)];
  return (
    element && {
      element,
      top: element.getBoundingClientRect().top,
      offset: element.offsetTop,
      scrolled: scroller.scrollTop,
    }
  );
}

export function useSteadyScroll(rows: unknown) {
  const scroller = useRef<HTMLDivElement>(null);
  const atBottomNow = useRef(true);
  const anchor = useRef<Anchor | undefined>(undefined);
  const lastTop = useRef(0);
  /** On the way to the end, which may grow meanwhile. */
  const heading = useRef(false);
  /** Whether a change of size is told. */
  const observed = useRef(false);
  const slack = useRef<Slack>({}).current;
  const [atBottom, setAtBottom] = useState(true);

  // Taken while drawing, before this changes the page: where the reader is now. What moved meanwhile
  // without being scrolled (the head grew by a line) is still to be put right, and not taken for it.
  // At the bottom nobody asks: to look would lay the page out once more before a message is drawn.
  const element = atBottomNow.current ? null : scroller.current;
  if (element && anchor.current?.scrolled !== element.scrollTop) {
    anchor.current = anchorOf(element);
  }

  const toBottom = useCallback((smooth = false) => {
    const element = scroller.current;
    if (element === null) return;
    // On a long way it is there only when it arrives.
    atBottomNow.current = !smooth;
    heading.current = smooth;
    setAtBottom(true);
    element.scrollTo({
      top: element.scrollHeight,
      behavior: smooth ? "smooth" : "instant",
    });
  }, []);

  /** What was drawn anew, or has another height: the reader stays. */
  const steady = useCallback(() => {
    const element = scroller.current;
    // Without a row there is nothing to measure, which is dear on a page that was never laid out.
    if (!element?.querySelector("li.message")) return;
    const { element: row, top, offset } = anchor.current ?? {};
    if (heading.current) toBottom(true);
    else if (atBottomNow.current) {
      // What goes or comes above leaves every row where it is in the list: only the end grows.
      if (row?.isConnected && offset !== undefined) slack.take?.(row.offsetTop - offset);
      element.scrollTop = element.scrollHeight;
      lastTop.current = element.scrollTop;
      anchor.current = anchorOf(element);
    } else if (row?.isConnected && top !== undefined) {
      const moved = row.getBoundingClientRect().top - top;
      const left = slack.take?.(moved) ?? moved;
      if (left !== 0) element.scrollTop += left;
      if (anchor.current) anchor.current = { ...anchor.current, scrolled: element.scrollTop };
    }
  }, []);
  useLayoutEffect(() => {
    // At the end of a short list the observer is early enough: before the paint, and without laying the
    // page out in the midst of a task.
    if (!(observed.current && atBottomNow.current && slack.take === undefined)) steady();
  }, [rows]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || typeof ResizeObserver === "undefined") return;
    observed.current = true;
    // The keyboard opens, the composer grows, a font arrives, letters become larger.
    const observer = new ResizeObserver(steady);
    observer.observe(element);
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    // Nobody went up: it only grew, and the reader goes along.
    if (atBottomNow.current && left >= bottomPixels && element.scrollTop >= lastTop.current) {
      return steady();
    }
    if (left < bottomPixels || element.scrollTop < lastTop.current) heading.current = false;
    lastTop.current = element.scrollTop;
    atBottomNow.current = left < bottomPixels;
    anchor.current = anchorOf(element);
    setAtBottom(atBottomNow.current || heading.current);
  }, []);

  return { scroller, atBottom, toBottom, onScroll, slack };
}
