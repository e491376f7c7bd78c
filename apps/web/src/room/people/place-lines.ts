/** Where what happened to the room stands among the rows of its messages. */
import type { JSX } from "preact";
import type { QuietLine } from "@festival-chat/client";
import type { Row } from "../timeline.ts";

/**
 * Each line stands before the first later message, and parts what stuck together there.
 * @param rows some rows of a list
 * @param above when the message before them was written; undefined when they are the first
 * @param toEnd whether they go to the end of the list
 */
export function placeLines(
  rows: readonly Row[],
  lines: readonly QuietLine[],
  draw: (line: QuietLine) => JSX.Element,
  above: number | undefined,
  toEnd: boolean,
): readonly Row[] {
  const waiting = lines.filter(({ at }) => above === undefined || at > above);
  if (waiting.length === 0) return rows;
  const rowOf = (line: QuietLine): Row => ({
    kind: "line",
    key: `line-${line.key}`,
    view: draw(line),
  });
  const mixed: Row[] = [];
  let next = 0;
  for (const row of rows) {
    if (row.kind !== "message") {
      mixed.push(row);
      continue;
    }
    const until = row.message.at;
    const due = waiting.slice(next).findIndex(({ at }) => at > until);
    const end = due < 0 ? waiting.length : next + due;
    if (end === next) {
      mixed.push(row);
      continue;
    }
    const before = mixed.at(-1);
    if (before?.kind === "message") mixed[mixed.length - 1] = { ...before, last: true };
    mixed.push(...waiting.slice(next, end).map(rowOf), { ...row, first: true });
    next = end;
  }
  if (toEnd) mixed.push(...waiting.slice(next).map(rowOf));
  return mixed;
}
