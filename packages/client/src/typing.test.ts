import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { idFromBytes, timing } from "@festival-chat/protocol/wire";
import { createTyping } from "./typing.ts";

const device = (n: number) => idFromBytes("DeviceTag", new Uint8Array(8).fill(n));
const anna = { author: idFromBytes("AuthorKey", new Uint8Array(32).fill(1)), name: "Anna" };
const ben = { author: idFromBytes("AuthorKey", new Uint8Array(32).fill(2)), name: "Ben" };

test("[P7] who writes is told at most every three seconds, also after the clock was set back", () => {
  const typing = createTyping();
  deepEqual(
    [0, 1, 2_999, 3_000, 5_999, 6_000, 1_000].map((now) => typing.mayTell(now)),
    [true, false, false, true, false, true, true],
  );
});

test("[P7] a writer who falls silent is forgotten, and one who renews stays", () => {
  const typing = createTyping();
  equal(typing.heard(device(1), anna, 0), true);
  equal(typing.heard(device(2), ben, 1_000), true);
  equal(typing.heard(device(1), anna, 3_000), false, "nothing new");
  equal(typing.deadline(), 1_000 + timing.ephemeralMillis);
  equal(typing.wake(6_999), false);
  equal(typing.wake(7_000), true);
  deepEqual(typing.typists, [anna]);
  equal(typing.lost(), true);
  deepEqual(typing.typists, []);
  equal(typing.deadline(), undefined);
});

test("a message ends the writing of its author on all devices", () => {
  const typing = createTyping();
  typing.heard(device(1), anna, 0);
  typing.heard(device(3), anna, 0);
  typing.heard(device(2), ben, 0);
  deepEqual(typing.typists, [anna, ben]);
  equal(typing.spoke(anna.author), true);
  deepEqual(typing.typists, [ben]);
});

test("a crowd of writers costs no more than a line can name", () => {
  const typing = createTyping();
  for (let n = 0; n < 200; n++) {
    const author = idFromBytes("AuthorKey", new Uint8Array(32).fill(n));
    typing.heard(device(n), { author, name: `n${n}` }, 0);
  }
  equal(typing.typists.length, 32);
});
