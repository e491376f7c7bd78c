import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { joinOrder } from "./join-order.ts";
import { defaultSettings, emptyNotes } from "./room-notes.ts";

const room = (openedAt: number, settings = {}) => ({
  stored: { openedAt },
  notes: { ...emptyNotes, settings: { ...defaultSettings, ...settings } },
});

test("the room on the screen is joined first, then favourites, and what was put away last", () => {
  const screen = room(9);
  const old = room(1);
  const away = room(8, { archived: true });
  const liked = room(2, { favourite: true });
  const recent = room(7);
  deepEqual(joinOrder([away, old, liked, recent, screen]), [screen, liked, recent, old, away]);
  deepEqual(joinOrder([]), []);
});
