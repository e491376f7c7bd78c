/** A message was read when half of it was in sight for half a second, in a page that was in sight. */
import { equal } from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import type { Room } from "@festival-chat/client";
import { watchRead } from "./watch-read.ts";

/** What is used of an IntersectionObserver's news. */
interface Sight {
  readonly intersectionRect: { readonly height: number };
  readonly intersectionRatio: number;
}

let page = Object.assign(new EventTarget(), { visibilityState: "visible" });
let read = 0;
let look: (news: readonly Sight[]) => void;
let stopped = false;

/** So much of the last message, px of it and its share, is in sight. */
const see = (height: number, share: number): void =>
  look([{ intersectionRect: { height }, intersectionRatio: share }]);

// Nobody but the browser makes these whole: what is used of them is here.
const isList = (parts: object): parts is HTMLElement => "querySelectorAll" in parts;
const isRoom = (parts: object): parts is Room => "markRead" in parts;

beforeEach(() => {
  page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  read = 0;
  stopped = false;
  mock.timers.enable({ apis: ["setTimeout"] });
  const observer = function (told: typeof look) {
    look = told;
    return { observe: () => undefined, disconnect: () => (stopped = true) };
  };
  Object.defineProperty(globalThis, "document", { value: page, configurable: true });
  Object.defineProperty(globalThis, "IntersectionObserver", {
    value: observer,
    configurable: true,
  });
});
afterEach(() => {
  mock.timers.reset();
  Reflect.deleteProperty(globalThis, "document");
  Reflect.deleteProperty(globalThis, "IntersectionObserver");
});

function watch(): () => void {
  const list: object = { clientHeight: 600, querySelectorAll: () => [{}] };
  const room: object = { markRead: async () => void (read += 1) };
  if (!isList(list) || !isRoom(room)) throw new Error("parts are missing");
  return watchRead(list, room);
}

test("half a message for half a second is read, and not a moment earlier", () => {
  watch();
  see(30, 0.5);
  mock.timers.tick(499);
  equal(read, 0);
  mock.timers.tick(1);
  equal(read, 1);
});

test("less than half of it is not, however long", () => {
  watch();
  see(29, 0.49);
  mock.timers.tick(60_000);
  equal(read, 0);
});

test("what is passed by is not: the half second begins anew", () => {
  watch();
  see(60, 1);
  mock.timers.tick(400);
  see(0, 0);
  mock.timers.tick(400);
  see(60, 1);
  mock.timers.tick(400);
  equal(read, 0);
  mock.timers.tick(100);
  equal(read, 1);
});

test("of a message longer than the screen half a screen counts", () => {
  watch();
  see(300, 0.1);
  mock.timers.tick(500);
  equal(read, 1);
});

test("a page that nobody looks at reads nothing; looked at again, it does after half a second", () => {
  watch();
  page.visibilityState = "hidden";
  see(60, 1);
  mock.timers.tick(60_000);
  equal(read, 0);
  page.visibilityState = "visible";
  page.dispatchEvent(new Event("visibilitychange"));
  mock.timers.tick(499);
  equal(read, 0);
  mock.timers.tick(1);
  equal(read, 1);
});

test("who leaves within the half second has not read it", () => {
  const stop = watch();
  see(60, 1);
  stop();
  mock.timers.tick(1_000);
  equal(read, 0);
  equal(stopped, true);
});
