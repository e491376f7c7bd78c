import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import type { QuietLine } from "@festival-chat/client";
import { aMessage } from "../../../test-support/messages.ts";
import { type Row, timelineRows } from "../timeline.ts";
import { placeLines } from "./place-lines.ts";

const minute = 60_000;
const start = new Date(2026, 6, 24, 19, 0).getTime();
const at = (id: number, minutes: number) => aMessage(id, 1, { at: start + minutes * minute });
const line = (key: string, minutes: number): QuietLine => ({
  kind: "locked",
  key,
  at: start + minutes * minute,
});
const view = { type: "li", props: {}, key: null };

const shape = (rows: readonly Row[]): readonly string[] =>
  rows.map((row) => {
    if (row.kind === "line") return row.key;
    if (row.kind !== "message") return row.kind;
    return `message${row.first ? " first" : ""}${row.last ? " last" : ""}`;
  });

const messages = [at(1, 0), at(2, 1), at(3, 2)];
const lines = [line("a", 0.5), line("b", 0.6), line("c", 3)];

test("what happened to the room stands where it happened, and parts what stuck together", () => {
  const rows = placeLines(timelineRows(messages, [], true), lines, () => view, undefined, true);
  deepEqual(shape(rows), [
    "day",
    "message first last",
    "line-a",
    "line-b",
    "message first",
    "message last",
    "line-c",
  ]);
});

test("a stretch of a list has the lines of that stretch", () => {
  const some = timelineRows(messages, [], false, undefined, 1, 2);
  const [first] = messages;
  const rows = placeLines(some, lines, () => view, first?.at, false);
  deepEqual(shape(rows), ["line-a", "line-b", "message first"]);
});

test("lines stand alone where nobody said anything", () => {
  deepEqual(shape(placeLines([], lines, () => view, undefined, true)), [
    "line-a",
    "line-b",
    "line-c",
  ]);
});
