/** A finger on a message: held it opens the actions, swept along it answers. */
import { mediaMatches } from "../../boot/media.ts";
import { followed, pathOf, readyPixels, restPixels } from "./swipe.ts";

/** Longer than a tap, shorter than the patience of a person, ms. */
const holdMillis = 450;
/** Where a phone's own gesture of going back begins, px from the edge. */
const edgePixels = 24;
/** A click follows the lifting of a finger at once, or never, ms. */
const tapMillis = 80;
/** A press that is older than this when it is looked at may be over already, ms. */
const freshMillis = 60;

/** Follows one press to its end. `start`: its pointerdown. */
export function watchPress(
  start: PointerEvent,
  article: HTMLElement,
  does: { readonly hold: () => void; readonly reply: () => void },
): void {
  if (start.pointerType === "mouse" || !start.isPrimary) return;
  const { clientX: x, clientY: y, pointerId } = start;
  const fresh = performance.now() - start.timeStamp < freshMillis;
  if (!fresh && !article.matches(":active")) return;
  const row = article.parentElement;
  const rightToLeft = getComputedStyle(article).direction === "rtl";
  const still = mediaMatches("(prefers-reduced-motion: reduce)");
  const fromEdge = Math.min(x, innerWidth - x) < edgePixels;
  let swiping = false;
  let along = 0;

  const end = (): void => {
    clearTimeout(timer);
    article.style.removeProperty("transform");
    if (row !== null) delete row.dataset["swipe"];
    for (const type of ["pointermove", "pointerup", "pointercancel"] as const) {
      document.removeEventListener(type, followPointer);
    }
  };
  const followPointer = (event: PointerEvent): void => {
    if (event.pointerId !== pointerId) return;
    if (event.type !== "pointermove") {
      end();
      if (swiping && along >= readyPixels + restPixels && event.type === "pointerup") does.reply();
      return;
    }
    along = (event.clientX - x) * (rightToLeft ? -1 : 1);
    const path = pathOf(along, event.clientY - y);
    if (!swiping && path === "rest") return;
    clearTimeout(timer);
    if (!swiping && (path === "other" || fromEdge)) return end();
    swiping = true;
    const far = followed(along);
    if (!still) article.style.transform = `translateX(${rightToLeft ? -far : far}px)`;
    if (row !== null) row.dataset["swipe"] = far >= readyPixels ? "ready" : "";
  };
  const timer = setTimeout(() => {
    end();
    if (!fresh && !article.matches(":active")) return;
    // Lifting the finger would count as a tap on what has just been opened.
    const swallow = (event: Event): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    const lifted = (): void => {
      setTimeout(
        () => document.removeEventListener("click", swallow, { capture: true }),
        tapMillis,
      );
    };
    document.addEventListener("click", swallow, { capture: true, once: true });
    for (const type of ["pointerup", "pointercancel"] as const) {
      document.addEventListener(type, lifted, { once: true });
    }
    does.hold();
  }, holdMillis);
  for (const type of ["pointermove", "pointerup", "pointercancel"] as const) {
    document.addEventListener(type, followPointer);
  }
}
