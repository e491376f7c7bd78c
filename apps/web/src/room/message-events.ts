/**
 * What the list hears from fingers, mouse and keys. Moving is done here; all else is the talk's,
 * which is fetched at the first touch.
 */
import { type Place, warmTalk, withTalk } from "./talk.ts";

const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** Arrow keys go from message to message; each is one stop. */
function moveBetweenMessages(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const articles = [...event.currentTarget.querySelectorAll("article")];
  const here = articles.findIndex((article) => article === document.activeElement);
  const step = steps[event.key] ?? 0;
  const ends: Readonly<Record<string, number>> = { Home: 0, End: articles.length - 1 };
  const next = articles[ends[event.key] ?? (here < 0 ? articles.length - 1 : here + step)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** A list of messages does this with a message that has the focus. */
const messageKey = /^(?:Enter|Escape|[er])$/iu;

/** Listeners of the scrolling element, which is what they are attached to. */
export function listenToMessages(place: Place) {
  const act = (event: Event): void => withTalk(place.state, (all) => all.act(event, place));
  return {
    onKeyDown(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key in steps || event.key === "Home" || event.key === "End") {
        return moveBetweenMessages(event);
      }
      const { target } = event;
      if (!(target instanceof HTMLElement && target.matches("article"))) return;
      if (!messageKey.test(event.key)) return;
      event.preventDefault();
      act(event);
    },
    onClick(event: MouseEvent): void {
      if (event.target instanceof Element && event.target.closest("[data-do]")) act(event);
    },
    onContextMenu(event: MouseEvent): void {
      const { target } = event;
      // The browser's own menu where it knows more: links, and words that were marked.
      if (!(target instanceof Element) || target.closest("a") || !target.closest("article")) return;
      if (getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      act(event);
    },
    onPointerDown(event: PointerEvent): void {
      // Whether it becomes anything is not known yet: no reason to complain.
      warmTalk((all) => all.act(event, place));
    },
  };
}
