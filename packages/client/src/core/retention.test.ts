import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { toSeq } from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import { ownEntry } from "./entry.fixture.ts";
import { isRoomy, surplusOf } from "./retention.ts";
import type { StoredEntry } from "./stored.ts";

const stamped = (seq: number): StoredEntry => ({
  ...ownEntry(`record ${seq}`),
  waiting: false,
  stamp: { seq: toSeq(seq), receivedAt: seq },
});

test("what fits makes way for nothing", () => {
  const held = { entries: bounds.roomEntries, bytes: bounds.roomBytes };
  deepEqual(surplusOf(held, [stamped(1)]), { entries: [], earliest: undefined });
});

test("big messages make way as many small ones do, oldest first whatever their order of arrival", () => {
  const all = [stamped(30), stamped(10), ownEntry("waits"), stamped(20)];
  const surplus = surplusOf({ entries: 4, bytes: bounds.roomBytes + 1 }, all);
  // Those few bytes do not suffice, and everything that may go goes.
  deepEqual(
    surplus.entries.map(({ stamp }) => stamp?.seq),
    [10, 20, 30],
  );
  equal(surplus.earliest, 31);
});

test("older history is fetched only where it would stay", () => {
  equal(isRoomy({ entries: 100, bytes: 100 }), true);
  equal(isRoomy({ entries: bounds.roomEntries * 0.9, bytes: 100 }), false);
  equal(isRoomy({ entries: 100, bytes: bounds.roomBytes * 0.9 }), false);
});
