import { test } from "node:test";
import { deepEqual, equal } from "node:assert/strict";
import { aMessage } from "../../test-support/messages.ts";
import { type Row, timelineRows } from "./timeline.ts";

const minute = 60_000;
const start = new Date(2026, 6, 24, 19, 0).getTime();
const at = (id: number, author: number, minutes: number) =>
  aMessage(id, author, { at: start + minutes * minute });

const shape = (rows: readonly Row[]): readonly string[] =>
  rows.map((row) => {
    if (row.kind !== "message") return row.kind;
    return `${row.message.name}${row.first ? " first" : ""}${row.last ? " last" : ""}`;
  });

test("messages of one author within five minutes stick together like tape", () => {
  const rows = timelineRows([at(1, 1, 0), at(2, 1, 1), at(3, 2, 2), at(4, 2, 9)], [], true);
  deepEqual(shape(rows), ["day", "Ana first", "Ana last", "Ben first last", "Ben first last"]);
});

test("midnight starts no new day, six in the morning does", () => {
  const evening = at(1, 1, 0);
  const night = at(2, 1, 8 * 60);
  const morning = at(3, 1, 12 * 60);
  deepEqual(shape(timelineRows([evening, night, morning], [], true)), [
    "day",
    "Ana first last",
    "Ana first last",
    "day",
    "Ana first last",
  ]);
});

test("a gap is said where it is, and parts what stuck together", () => {
  const [one, two] = [at(1, 1, 0), at(2, 1, 1)];
  const rows = timelineRows([one, two], [{ after: one.id, missing: 3 }], true);
  deepEqual(shape(rows), ["day", "Ana first last", "gap", "Ana first last"]);
});

test("a gap at the beginning is said once the beginning is shown", () => {
  const gaps = [{ after: undefined, missing: undefined }];
  equal(timelineRows([at(1, 1, 0)], gaps, false)[0]?.kind, "day");
  equal(timelineRows([at(1, 1, 0)], gaps, true)[0]?.kind, "gap");
});

test("every row has a key of its own", () => {
  const rows = timelineRows([at(1, 1, 0), at(2, 2, 20 * 60), at(3, 1, 1)], [], true);
  equal(new Set(rows.map((row) => row.key)).size, rows.length);
});

test("what was not seen begins below a line, which parts what stuck together", () => {
  const [one, two] = [at(1, 1, 0), at(2, 1, 1)];
  deepEqual(shape(timelineRows([one, two], [], true, two.id)), [
    "day",
    "Ana first last",
    "unread",
    "Ana first last",
  ]);
});
