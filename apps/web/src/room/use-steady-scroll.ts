/**
 * Keeps a list where the reader is: at the bottom while at the bottom, else on the same message.
 *
 * The browser's own scroll anchoring is off (Safari has none before version 27): two anchors would
 * correct twice.
 */
import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import { mediaMatches } from "../boot/media.ts";

/** Closer to the end than this counts as being there: a finger is not exact. */
const bottomPixels = 48;

interface Anchor {
  readonly element: Element;
  readonly top: number;
}

/** The first row that can be seen, and where it is. */
function anchorOf(scroller: HTMLElement): Anchor | undefined {
  const edge = scroller.getBoundingClientRect().top;
  for (const element of scroller.querySelectorAll("li.message")) {
    const box = element.getBoundingClientRect();
    if (box.bottom > edge) return { element, top: box.top };
  }
  return undefined;
}

export function useSteadyScroll(rows: unknown) {
  const scroller = useRef<HTMLDivElement>(null);
  const atBottomNow = useRef(true);
  const [atBottom, setAtBottom] = useState(true);

  // Taken while drawing, before the page changes: where the reader is now.
  const anchor =
    scroller.current !== null && !atBottomNow.current ? anchorOf(scroller.current) : undefined;

  const toBottom = useCallback((smooth = false) => {
    const element = scroller.current;
    if (element === null) return;
    atBottomNow.current = true;
    setAtBottom(true);
    const still = !smooth || mediaMatches("(prefers-reduced-motion: reduce)");
    element.scrollTo({ top: element.scrollHeight, behavior: still ? "instant" : "smooth" });
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    if (atBottomNow.current) {
      element.scrollTop = element.scrollHeight;
    } else if (anchor !== undefined && anchor.element.isConnected) {
      const moved = anchor.element.getBoundingClientRect().top - anchor.top;
      if (Math.abs(moved) >= 1) element.scrollTop += moved;
    }
  }, [rows]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || typeof ResizeObserver === "undefined") return;
    // The keyboard opens, the composer grows, a font arrives: the end stays in sight.
    const observer = new ResizeObserver(() => {
      if (atBottomNow.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    atBottomNow.current = left < bottomPixels;
    setAtBottom(atBottomNow.current);
  }, []);

  return { scroller, atBottom, toBottom, onScroll };
}
