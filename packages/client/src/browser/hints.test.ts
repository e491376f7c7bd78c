import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { Hint } from "../api.ts";
import { listenForHints } from "./hints.ts";

/** A page whose events, clock and timer are the test's. */
function openPage() {
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), {
    visibilityState: "visible" as DocumentVisibilityState,
  });
  const hints: Hint[] = [];
  let now = 1_000_000;
  let timer: { readonly run: () => void; readonly at: number } | undefined;
  const stop = listenForHints({
    window,
    document,
    hint: (hint) => hints.push(hint),
    now: () => now,
    schedule: (run, afterMillis) => {
      timer = { run, at: now + afterMillis };
      return () => {
        timer = undefined;
      };
    },
  });
  return {
    hints,
    window,
    document,
    stop,
    show(state: DocumentVisibilityState) {
      document.visibilityState = state;
      document.dispatchEvent(new Event("visibilitychange"));
    },
    /** The timer runs this much after it was due. */
    timerRunsLate(millis: number) {
      const due = timer;
      if (due === undefined) throw new Error("no timer");
      timer = undefined;
      now = due.at + millis;
      due.run();
    },
    hasTimer: () => timer !== undefined,
  };
}

const persisted = (value: boolean): Event =>
  Object.assign(new Event("pageshow"), { persisted: value });

test("the network's return and the page's are hints", () => {
  const page = openPage();
  page.window.dispatchEvent(new Event("online"));
  page.window.dispatchEvent(persisted(false));
  page.window.dispatchEvent(persisted(true));
  page.show("hidden");
  page.show("visible");
  deepEqual(page.hints, ["online", "page-show", "hidden", "visible"]);
  page.stop();
});

test("freezing and resuming are hints where the browser tells them", () => {
  const page = openPage();
  page.document.visibilityState = "hidden";
  page.document.dispatchEvent(new Event("freeze"));
  page.document.dispatchEvent(new Event("resume"));
  page.document.visibilityState = "visible";
  page.document.dispatchEvent(new Event("resume"));
  deepEqual(page.hints, ["hidden", "visible"]);
  page.stop();
});

test("a phone that slept, and a clock that was set back, jump in time; a busy page does not", () => {
  const page = openPage();
  page.timerRunsLate(0);
  page.timerRunsLate(2_900);
  deepEqual(page.hints, []);
  page.timerRunsLate(60_000);
  deepEqual(page.hints, ["time-jump"]);
  page.timerRunsLate(-3_600_000);
  deepEqual(page.hints, ["time-jump", "time-jump"]);
  page.stop();
});

test("a hidden page keeps no timer, and a stopped one hears nothing", () => {
  const page = openPage();
  page.show("hidden");
  equal(page.hasTimer(), false);
  page.show("visible");
  equal(page.hasTimer(), true);
  page.stop();
  equal(page.hasTimer(), false);
  const before = page.hints.length;
  page.window.dispatchEvent(new Event("online"));
  page.show("hidden");
  equal(page.hints.length, before);
});
