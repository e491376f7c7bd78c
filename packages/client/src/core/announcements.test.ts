import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { idFromBytes } from "@festival-chat/protocol/wire";
import { createAnnouncements } from "./announcements.ts";

const [one, two] = [1, 2].map((n) => idFromBytes("RoomId", new Uint8Array(16).fill(n)));
if (one === undefined || two === undefined) throw new Error("two rooms");

test("[X5] what was refused as too fast is announced again, one room after the other", () => {
  const announcements = createAnnouncements();
  equal(announcements.deadline(), undefined);
  announcements.refused([one, two], 4_000, 0);
  equal(announcements.wake(3_999), undefined);
  equal(announcements.wake(4_000), one);
  // Refused once more: after the others.
  announcements.refused([one, two], 6_000, 4_020);
  const made: unknown[] = [];
  for (let at = announcements.deadline(); at !== undefined; at = announcements.deadline()) {
    made.push([at, announcements.wake(at)]);
  }
  deepEqual(made, [
    [10_020, two],
    [16_020, one],
  ]);
});

test("a lost link forgets them: the next join announces anew", () => {
  const announcements = createAnnouncements();
  announcements.refused([one], 4_000, 0);
  announcements.lost();
  equal(announcements.deadline(), undefined);
  equal(announcements.wake(10_000), undefined);
});
