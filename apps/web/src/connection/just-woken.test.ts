/** Out of a pocket the line says nothing for a second. */
import { equal } from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { followWaking, justWoken } from "./just-woken.ts";

/** What is used of a page. */
let page = Object.assign(new EventTarget(), { visibilityState: "visible" });

function turn(state: "visible" | "hidden"): void {
  page.visibilityState = state;
  page.dispatchEvent(new Event("visibilitychange"));
}

beforeEach(() => {
  page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  mock.timers.enable({ apis: ["setTimeout"] });
  Object.defineProperty(globalThis, "document", { value: page, configurable: true });
});
afterEach(() => {
  mock.timers.reset();
  Reflect.deleteProperty(globalThis, "document");
});

test("for a second after the page came back into sight nothing is said", () => {
  const stop = followWaking();
  equal(justWoken.value, false);
  turn("hidden");
  equal(justWoken.value, true);
  turn("visible");
  mock.timers.tick(999);
  equal(justWoken.value, true);
  mock.timers.tick(1);
  equal(justWoken.value, false);
  stop();
});

test("a page that was frozen and is let go on has just woken", () => {
  const stop = followWaking();
  page.dispatchEvent(new Event("resume"));
  equal(justWoken.value, true);
  mock.timers.tick(1_000);
  equal(justWoken.value, false);
  stop();
});

test("looked at again and again, the second begins anew", () => {
  const stop = followWaking();
  turn("visible");
  mock.timers.tick(700);
  turn("hidden");
  turn("visible");
  mock.timers.tick(700);
  equal(justWoken.value, true);
  mock.timers.tick(300);
  equal(justWoken.value, false);
  stop();
});
