/**
 * Keeps a list of thousands light: a stretch of it is drawn, empty space stands for the rest.
 *
 * The space above gives way when rows of another height are put in or taken out there, so that the
 * place of what is read does not change and nobody's scrolling is interrupted. Only when that space
 * is used up, or nobody scrolls, is the scroller itself moved.
 */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Message } from "@festival-chat/client";
import { drawnSize, markOf, step, type View } from "../list-view.ts";
import { firstInSight, type Slack } from "../use-steady-scroll.ts";
import { maxDrawn, nextStretch, type Stretch, stretchAround } from "./stretch.ts";

/** A message of one line, until the real ones were measured, px. */
const guessedPixels = 56;
/** So long after the last scrolling the hand is off, ms. */
const restMillis = 160;
/** A wrong space above is put right only when it is this wrong: nothing of it can be seen. */
const wrongPixels = 4_000;
const wrongShare = 0.1;

export interface LongList {
  readonly list: HTMLElement | null;
  readonly messages: readonly Message[];
  readonly start: number;
  readonly end: number;
  readonly view: View;
  readonly setView: (view: View | ((now: View) => View)) => void;
  readonly atBottom: boolean;
  /** To be called after the list was scrolled. */
  readonly moved: () => void;
  readonly slack: Slack;
}

interface Space {
  above: number;
  below: number;
  /** Mean height of a row. */
  row: number;
  touched: boolean;
  /** The list was scrolled a moment ago. */
  moving: boolean;
  /** A view that will be drawn, and the one that it takes the place of. */
  asked: { readonly view: View; readonly before: View } | undefined;
}

const viewOf = (messages: readonly Message[], { start, end }: Stretch): View => ({
  from: markOf(messages, start),
  to: end === messages.length ? undefined : markOf(messages, end - 1),
  size: drawnSize,
});

/** @returns draws around one message that is not drawn, or not with enough around it */
export function useLongList(given: LongList): (index: number) => void {
  const newest = useRef(given);
  newest.current = given;
  const space = useRef<Space>({
    above: 0,
    below: 0,
    row: guessedPixels,
    touched: false,
    moving: false,
    asked: undefined,
  }).current;

  const rows = (): HTMLElement | null => newest.current.list?.querySelector("ol") ?? null;
  const setSpace = (above: number, below: number): void => {
    space.above = above;
    space.below = below;
    const style = rows()?.style;
    if (style === undefined) return;
    style.paddingBlockStart = `${above}px`;
    style.paddingBlockEnd = `${below}px`;
  };

  /**
   * Goes on from what is drawn. Effects of one drawing may run only when the next one begins: what was
   * asked for meanwhile is not undone by them.
   */
  const goOn = (next: View): void => {
    const { view, setView } = newest.current;
    setView((now) => (now === view ? next : now));
  };

  const drawAround = (index: number): void => {
    const { messages, start, end, view, setView } = newest.current;
    const stretch = stretchAround(index, messages.length);
    const drawn = stretch.start === start && stretch.end === end;
    if (drawn) return setSpace(start * space.row, space.below);
    // The space is made with the rows: before, what is drawn would seem to have been scrolled far away.
    space.asked = { view: viewOf(messages, stretch), before: view };
    setView(space.asked.view);
  };

  /** Draws more where the eye is going. */
  const look = (): void => {
    const { list, messages, start, end } = newest.current;
    if (list === null || end === start || space.asked !== undefined) return;
    const drawn = list.querySelectorAll("li.message");
    const box = list.getBoundingClientRect();
    const top = (drawn[0]?.getBoundingClientRect().top ?? 0) - box.top;
    const bottom = (drawn[drawn.length - 1]?.getBoundingClientRect().bottom ?? 0) - box.top;
    if ((top > box.height && start > 0) || (bottom < 0 && end < messages.length)) {
      // Thrown, or dragged by the bar, beyond everything that is drawn.
      const off = top > box.height ? start + top / -space.row : end + -bottom / space.row;
      return drawAround(Math.round(Math.max(0, Math.min(messages.length - 1, off))));
    }
    const first = firstInSight(list, drawn);
    let seen = first;
    while (seen < drawn.length && (drawn[seen]?.getBoundingClientRect().top ?? 0) < box.bottom) {
      seen += 1;
    }
    // Between two frames of a scroll there is time for what comes into sight only.
    const least = space.moving ? 0 : drawnSize;
    const now = { start, end };
    const next = nextStretch(now, start + first, start + seen - 1, messages.length, least);
    if (next.start !== start || next.end !== end) goOn(viewOf(messages, next));
  };

  /** What is missing of the space above, when it is so wrong that somebody might notice. */
  const wrongAbove = (): number => {
    const { list, start } = newest.current;
    const wrong = start * space.row - space.above;
    const most = Math.max(wrongPixels, space.above * wrongShare);
    const noticed =
      start === 0 || space.above <= (list?.clientHeight ?? 0) || Math.abs(wrong) > most;
    return noticed ? wrong : 0;
  };

  /** The space above as it should be; what is read stays where it is. */
  const settle = (): void => {
    const { list, moved } = newest.current;
    const wrong = wrongAbove();
    if (list === null || wrong === 0) return;
    setSpace(space.above + wrong, space.below);
    list.scrollTop += wrong;
    moved();
  };

  given.slack.take = (moved) => {
    const { start } = newest.current;
    // At its beginning the list can only give space back.
    const most = start === 0 ? space.above : Number.POSITIVE_INFINITY;
    const above = Math.max(0, Math.min(most, space.above - moved));
    const taken = space.above - above;
    if (taken !== 0) setSpace(above, space.below);
    return moved - taken;
  };

  const { list, messages, start, end, view, atBottom } = given;
  useLayoutEffect(() => {
    const { asked } = space;
    if (asked === undefined || view === asked.before) return;
    space.asked = undefined;
    if (view === asked.view) setSpace(start * space.row, space.below);
  }, [view]);
  useLayoutEffect(() => {
    const element = rows();
    const count = end - start;
    if (element === null || count === 0) return;
    const drawnPixels = element.offsetHeight - space.above - space.below;
    if (count >= 20) space.row = drawnPixels / count;
    const whole = start === 0 && end === messages.length;
    if (whole && space.above === 0 && space.below === 0) return;
    setSpace(space.above + (atBottom ? wrongAbove() : 0), (messages.length - end) * space.row);
  }, [start, end, messages]);

  const drawn = end - start;
  useEffect(() => {
    const cut = end < messages.length || drawn > maxDrawn;
    if (atBottom && cut) goOn({ size: drawnSize });
  }, [atBottom, messages]);

  useEffect(() => {
    if (!atBottom) return look();
    // Bit by bit, each after a frame: a finger is answered between two.
    const some = end === messages.length && drawn < Math.min(end, drawnSize);
    if (some) goOn({ size: drawn + step });
  }, [atBottom, messages, view, start, end]);

  useEffect(() => {
    if (list === null) return;
    let resting: ReturnType<typeof setTimeout> | undefined;
    const rest = (): void => {
      clearTimeout(resting);
      resting = setTimeout(() => {
        if (space.touched) return rest();
        space.moving = false;
        settle();
        look();
      }, restMillis);
    };
    const scrolled = (): void => {
      space.moving = true;
      look();
      const { start: first } = newest.current;
      // The empty space above the very first message is in sight.
      if (first === 0 && space.above > 0 && list.scrollTop < space.above) settle();
      rest();
    };
    const touch = ({ type }: Event): void => void (space.touched = type === "touchstart");
    list.addEventListener("scroll", scrolled, { passive: true });
    for (const type of ["touchstart", "touchend", "touchcancel"]) {
      list.addEventListener(type, touch, { passive: true });
    }
    return () => {
      clearTimeout(resting);
      list.removeEventListener("scroll", scrolled);
      for (const type of ["touchstart", "touchend", "touchcancel"]) {
        list.removeEventListener(type, touch);
      }
    };
  }, [list]);

  return drawAround;
}
