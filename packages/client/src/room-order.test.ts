import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { idFromBytes } from "@festival-chat/protocol/wire";
import fc from "fast-check";
import { type Ranked, roomOrder } from "./room-order.ts";
import { defaultSettings } from "./room-notes.ts";

type Named = Ranked & { readonly name: string };

let made = 0;
const room = (
  name: string,
  activeAt: number,
  unread: Partial<Ranked["unread"]> = {},
  settings: Partial<Ranked["settings"]> = {},
): Named => ({
  name,
  id: idFromBytes("RoomId", new Uint8Array(16).fill((made += 1))),
  activeAt,
  unread: { count: 0, mentions: 0, ...unread },
  settings: { ...defaultSettings, ...settings },
});

const rooms = [
  room("archived, mentioned", 99, { count: 1, mentions: 1 }, { archived: true, favourite: true }),
  room("old", 1),
  room("new", 9),
  room("unread", 2, { count: 3 }),
  room("mentioned", 1, { count: 1, mentions: 1 }),
  room("muted, unread", 8, { count: 5, mentions: 1 }, { notify: "none" }),
  room("for mentions, unread", 7, { count: 5 }, { notify: "mentions" }),
  room("favourite", 3, {}, { favourite: true }),
  room("favourite, unread", 2, { count: 1 }, { favourite: true }),
];
const expected = [
  "favourite, unread",
  "favourite",
  "mentioned",
  "unread",
  "new",
  "muted, unread",
  "for mentions, unread",
  "old",
  "archived, mentioned",
];

test("favourites, then mentions, unread and recent rooms; archived ones last", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(rooms, { minLength: rooms.length }), (shuffled) => {
      deepEqual(
        roomOrder(shuffled).map(({ name }) => name),
        expected,
      );
    }),
  );
});
