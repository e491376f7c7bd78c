import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { entryToRow, readRows, roomToRow, rowToEntry, rowToRoom } from "./rows.ts";
import { bareRoom, fullRoom, waitingEntry } from "./store.contract.ts";

test("a room and an entry survive their rows", () => {
  for (const room of [fullRoom(1), bareRoom(2)]) {
    deepEqual(rowToRoom(roomToRow(room)), { ok: true, value: room });
  }
  const entry = waitingEntry(1, 1);
  deepEqual(rowToEntry(entryToRow(entry)), { ok: true, value: entry });
});

test("a row with any one cell of another type is refused", () => {
  const rows = [
    { row: roomToRow(fullRoom(1)), read: rowToRoom },
    {
      row: { ...entryToRow(waitingEntry(1, 1)), seq: 1, receivedAt: 2, refused: 3 },
      read: rowToEntry,
    },
  ];
  for (const { row, read } of rows) {
    equal(read(row).ok, true);
    for (const column of Object.keys(row)) {
      for (const wrong of [-1.5, {}, Number.NaN]) {
        const time = column.endsWith("At") && wrong === -1.5;
        equal(read({ ...row, [column]: wrong }).ok, time, `${column} = ${String(wrong)}`);
      }
    }
  }
});

test("anything at all is read or refused, never thrown at", () => {
  const read = (row: unknown): void => {
    rowToRoom(row);
    rowToEntry(row);
  };
  fc.assert(fc.property(fc.anything(), read));
  const cells = fc.oneof(fc.string(), fc.double(), fc.uint8Array(), fc.constant(null));
  const columns = fc.constantFrom(...Object.keys(roomToRow(fullRoom(1))));
  fc.assert(
    fc.property(columns, cells, (column, cell) =>
      read({ ...roomToRow(fullRoom(1)), [column]: cell }),
    ),
  );
});

test("one unreadable row among good ones is told, not skipped", () => {
  const good = entryToRow(waitingEntry(1, 1));
  deepEqual(readRows([good, { ...good, id: "x" }], rowToEntry), { ok: false, error: "bad-row" });
});
