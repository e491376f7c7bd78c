/** A console that somebody left open signs out by itself. */
import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { createDesk } from "./desk.ts";
import { watchIdle } from "./watch-idle.ts";

const minute = 60_000;

test("15 minutes after the last touch the console signs out and says why; a touch begins anew", (t) => {
  t.mock.timers.enable({ apis: ["Date", "setInterval"] });
  const page = new EventTarget();
  Object.assign(globalThis, {
    addEventListener: page.addEventListener.bind(page),
    removeEventListener: page.removeEventListener.bind(page),
  });
  t.after(() => {
    Reflect.deleteProperty(globalThis, "addEventListener");
    Reflect.deleteProperty(globalThis, "removeEventListener");
  });
  const desk = createDesk(async () => ({ status: 503, text: "" }), "");
  const why: unknown[] = [];
  const stop = watchIdle({ ...desk, signOut: async (words) => void why.push(words) });
  t.mock.timers.tick(14 * minute);
  page.dispatchEvent(new Event("keydown"));
  t.mock.timers.tick(14 * minute);
  deepEqual(why, []);
  t.mock.timers.tick(minute);
  deepEqual(why.length, 1);
  stop();
  t.mock.timers.tick(60 * minute);
  deepEqual(why.length, 1);
});
