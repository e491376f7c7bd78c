import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { toSeq } from "@festival-chat/protocol/wire";
import { ownEntry, room } from "../core/entry.fixture.ts";
import { createLog } from "../core/log.ts";
import * as meshBounds from "../core/mesh/mesh-bounds.ts";
import { createUnplaced } from "./unplaced.ts";

const logOf = () => createLog(room, { cursor: undefined, earliest: undefined });
const foreign = (text: string) => ({ ...ownEntry(text), mine: false, waiting: false });

test("[G7] what others wrote and no relay has is carried; what waits in the outbox is not", () => {
  const log = logOf();
  const [one, own] = [foreign("one"), ownEntry("own")];
  const placed = { ...foreign("placed"), stamp: { seq: toSeq(1), receivedAt: 5 } };
  for (const entry of [one, own, placed]) log.put(entry);
  const unplaced = createUnplaced({ log });
  deepEqual(unplaced.carried(), [one.id]);
  log.put({ ...one, stamp: { seq: toSeq(2), receivedAt: 6 } });
  deepEqual(
    unplaced.look().map(({ id }) => id),
    [one.id],
  );
  deepEqual(unplaced.carried(), []);
  deepEqual(unplaced.look(), []);
});

test("a phone without a relay keeps only so much of what others bring", () => {
  const log = logOf();
  const unplaced = createUnplaced({ log });
  const take = (text: string): void => {
    const entry = foreign(text);
    log.put(entry);
    unplaced.put(entry);
  };
  for (let i = 0; i < meshBounds.carriedEntries; i++) {
    equal(unplaced.fits(100), true);
    take(`entry ${i}`);
  }
  equal(unplaced.fits(100), false);
  equal(createUnplaced({ log: logOf() }).fits(meshBounds.carriedBytes + 1), false);
});
