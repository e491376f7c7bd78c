import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { toSeq } from "@festival-chat/protocol/wire";
import fc from "fast-check";
import * as bounds from "./bounds.ts";
import { epoch, ownEntry, recordOf, recordsOf, room } from "./entry.fixture.ts";
import { createLog, type Log } from "./log.ts";

const position = (first: number, head: number, from: number, log = 1) => ({
  logEpoch: epoch(log),
  first: toSeq(first),
  head: toSeq(head),
  from: toSeq(from),
});

function logAt(seq: number): Log {
  return createLog(room, {
    cursor: { logEpoch: epoch(1), seq: toSeq(seq) },
    earliest: toSeq(1),
  });
}

const size = (log: Log): number => [...log.entries()].length;

test("entries that were read first stand where they arrived once all were read", () => {
  const log = createLog(room, { cursor: undefined, earliest: undefined });
  const [one, two, three, own] = ["1", "2", "3", "4"].map((text) => ownEntry(text));
  for (const entry of [three!, own!, one!, two!]) log.put(entry);
  log.arrange([one!.id, two!.id, three!.id]);
  deepEqual([...log.entries()], [one, two, three, own]);
});

test("[S3] records that follow the cursor move it; what is below it was seen", () => {
  const log = logAt(5);
  equal(log.deliver(recordsOf(4, 8), 0).entries.length, 3);
  equal(log.cursor?.seq, 8);
  equal(log.hole, false);
  equal(log.deliver(recordsOf(6, 8), 0).entries.length, 0);
});

test("[S3] a record beyond a hole is kept at once, but the cursor waits for the hole", () => {
  const log = logAt(5);
  equal(log.deliver(recordsOf(9, 10), 0).entries.length, 2);
  equal(log.cursor?.seq, 5);
  equal(log.hole, true);
  const { entries, missing } = log.pageAfter(toSeq(5), true, recordsOf(6, 8), 0);
  equal(entries.length, 3);
  deepEqual(missing, []);
  equal(log.cursor?.seq, 10);
  equal(log.hole, false);
});

test("[S3] holes in the numbers are no holes in the log", () => {
  const log = logAt(5);
  log.deliver([recordOf(9, 5), recordOf(20, 9)], 0);
  equal(log.cursor?.seq, 20);
  equal(log.hole, false);
});

test("a hole that the relay cannot fill is told and passed", () => {
  const log = logAt(5);
  log.deliver([recordOf(12, 11)], 0);
  const { missing } = log.pageAfter(toSeq(5), false, [recordOf(8, 7)], 0);
  deepEqual(missing, [
    { after: 5, before: 8 },
    { after: 8, before: 12 },
  ]);
  equal(log.cursor?.seq, 12);
  equal(log.hole, false);
});

test("[S2] a cursor below what is kept moves up and tells what is gone", () => {
  const log = logAt(5);
  deepEqual(log.place(position(20, 40, 19)), {
    kind: "trimmed",
    range: { after: 5, before: 20 },
  });
  equal(log.cursor?.seq, 19);
});

test("[S2] what a trimmed log holds below the point of delivery is asked for", () => {
  const log = logAt(5);
  log.place(position(20, 400, 300));
  equal(log.cursor?.seq, 19);
  equal(log.hole, true);
  log.pageAfter(toSeq(19), true, recordsOf(20, 300), 0);
  equal(log.cursor?.seq, 300);
  equal(log.hole, false);
});

test("[S2] another log is read from its first record on, and nothing is forgotten", () => {
  const log = logAt(5);
  log.deliver(recordsOf(6, 8), 0);
  deepEqual(log.place(position(1, 3, 1, 2)), { kind: "anew" });
  deepEqual(log.cursor, { logEpoch: epoch(2), seq: 0 });
  equal(log.hole, true);
  equal(size(log), 3);
});

test("[S2] a log that was set back is read anew", () => {
  const log = logAt(50);
  deepEqual(log.place(position(1, 30, 30)), { kind: "anew" });
  equal(log.cursor?.seq, 0);
  equal(log.hole, true);
});

test("a first join begins where the relay delivers, and knows what lies before", () => {
  const log = createLog(room, { cursor: undefined, earliest: undefined });
  deepEqual(log.place(position(1, 300, 200)), { kind: "first" });
  equal(log.cursor?.seq, 200);
  equal(log.earliest, 201);
  log.pageBefore(true, recordsOf(101, 200), 0);
  equal(log.earliest, 101);
  equal(log.cursor?.seq, 200);
});

test("own messages keep their place and get the relay's stamp", () => {
  const log = logAt(0);
  const own = ownEntry("mine");
  log.put(own);
  const [stamped] = log.deliver([recordOf(1, 0, "mine")], 99).entries;
  deepEqual(stamped, {
    ...own,
    stamp: { seq: 1, receivedAt: 1_001 },
    arrivedAt: 1_001,
    waiting: false,
  });
});

test("ranges beyond a hole are bounded; what is forgotten is asked for, not lost", () => {
  const log = logAt(0);
  const count = bounds.aheadRecords + 50;
  const scattered = Array.from({ length: count }, (_, i) => recordOf(3 * i + 3, 3 * i + 2));
  log.deliver(scattered, 0);
  equal(log.hole, true);
  const all = Array.from({ length: 3 * count }, (_, i) => recordOf(i + 1, i, `record ${i + 1}`));
  const { missing } = log.pageAfter(toSeq(0), false, all, 0);
  deepEqual(missing, []);
  equal(log.hole, false);
  equal(log.cursor?.seq, 3 * count);
});

test("[S3] however records arrive, the cursor stands only where everything before it was taken", () => {
  const deliveries = fc.array(fc.tuple(fc.nat(39), fc.integer({ min: 1, max: 9 })), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(deliveries, (runs) => {
      const log = logAt(0);
      const taken = new Set<number>();
      for (const [from, length] of runs) {
        const records = recordsOf(from + 1, Math.min(40, from + length));
        log.deliver(records, 0);
        for (const { seq } of records) taken.add(seq);
        const cursor = log.cursor?.seq ?? 0;
        for (let seq = 1; seq <= cursor; seq++) equal(taken.has(seq), true);
      }
      // Pulling what is missing always ends the hole.
      for (let pulls = 0; log.hole && pulls < 10; pulls++) {
        const asked = log.cursor?.seq ?? toSeq(0);
        const page = recordsOf(asked + 1, Math.min(40, asked + 10));
        log.pageAfter(asked, asked + 10 < 40, page, 0);
      }
      equal(log.hole, false);
      equal(size(log), Math.max(log.cursor?.seq ?? 0, ...taken, 0));
    }),
  );
});
