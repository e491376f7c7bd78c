import { test } from "node:test";
import { deepEqual, equal } from "node:assert/strict";
import type { Notify } from "@festival-chat/client";
import { counted, countedIn, shortCount } from "./counted.ts";

const room = (notify: Notify, count: number, mentions = 0, archived = false) => ({
  settings: { favourite: false, joinLines: true, seen: true, open: false, notify, archived },
  unread: { count, mentions },
});

test("a muted room calls for nobody, one for mentions with those alone", () => {
  deepEqual(counted(room("all", 5, 1)), { count: 5, mentions: 1 });
  deepEqual(counted(room("mentions", 5, 1)), { count: 1, mentions: 1 });
  deepEqual(counted(room("none", 5, 1)), { count: 0, mentions: 0 });
  deepEqual(counted(room("all", 5, 1, true)), { count: 0, mentions: 0 });
});

test("the sum is what one looks for elsewhere", () => {
  deepEqual(countedIn([room("all", 5, 1), room("none", 9), room("mentions", 4, 2)]), {
    count: 7,
    mentions: 3,
  });
  deepEqual(countedIn([]), { count: 0, mentions: 0 });
});

test("a pill has room for two digits", () => {
  equal(shortCount(99), "99");
  equal(shortCount(100), "99+");
});
