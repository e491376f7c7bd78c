/**
 * What a page can tell the engine: that trying now may help, or that nobody is looking.
 *
 * Hints only hasten. A phone that slept tells nothing in some browsers, so a clock that ran ahead
 * while a timer was due counts as waking up.
 */
import type { Hint } from "../api.ts";
import type { Schedule } from "../link/schedule.ts";
import { pageSchedule } from "./clock.ts";

type Events = Pick<EventTarget, "addEventListener" | "removeEventListener">;

export interface HintsOptions {
  readonly hint: (hint: Hint) => void;
  readonly window: Events;
  readonly document: Events & { readonly visibilityState: DocumentVisibilityState };
  readonly schedule?: Schedule;
  readonly now?: () => number;
}

/** How often the clock is looked at while the page is visible; a hidden one has no timer. */
const LOOK_MILLIS = 5_000;
/** More than this early or late is no busy main thread: the phone slept or its clock was set. */
const JUMP_MILLIS = 3_000;

/** Starts listening. @returns stop */
export function listenForHints(options: HintsOptions): () => void {
  const { hint, window, document, schedule = pageSchedule, now = Date.now } = options;
  let stopLooking: (() => void) | undefined;

  const look = (): void => {
    const due = now() + LOOK_MILLIS;
    stopLooking = schedule(() => {
      if (Math.abs(now() - due) > JUMP_MILLIS) hint("time-jump");
      look();
    }, LOOK_MILLIS);
  };
  const rest = (): void => {
    stopLooking?.();
    stopLooking = undefined;
  };
  const isVisible = (): boolean => document.visibilityState !== "hidden";
  const visible = (): void => {
    rest();
    look();
    hint("visible");
  };
  const hidden = (): void => {
    rest();
    hint("hidden");
  };

  const listeners: readonly [Events, string, (event: Event) => void][] = [
    [window, "online", () => hint("online")],
    [
      window,
      "pageshow",
      (event) => "persisted" in event && event.persisted === true && hint("page-show"),
    ],
    [document, "visibilitychange", () => (isVisible() ? visible() : hidden())],
    [document, "freeze", hidden],
    [document, "resume", () => isVisible() && visible()],
  ];
  for (const [target, type, listener] of listeners) target.addEventListener(type, listener);
  if (isVisible()) look();
  return () => {
    rest();
    for (const [target, type, listener] of listeners) target.removeEventListener(type, listener);
  };
}
