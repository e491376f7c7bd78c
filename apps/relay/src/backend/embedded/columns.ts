/** Rows of a database file are data from outside: these read one column each, checked. */
import { type Seq, toSeq } from "@festival-chat/protocol/wire";

/** A row does not have the shape its table promises: the file is damaged. */
export class DamagedRow extends Error {
  constructor(column: string) {
    super(`damaged row: ${column}`);
    this.name = "DamagedRow";
  }
}

type Row = Readonly<Record<string, unknown>> | undefined;

/** A safe integer. @throws DamagedRow */
export function integer(row: Row, column: string): number {
  const value = row?.[column];
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw new DamagedRow(column);
}

/** A position in a log. @throws DamagedRow */
export function position(row: Row, column: string): Seq {
  const value = integer(row, column);
  // One less than the largest, so that the seq after it exists.
  if (value < 0 || value === Number.MAX_SAFE_INTEGER) throw new DamagedRow(column);
  return toSeq(value);
}

/** Text. @throws DamagedRow */
export function text(row: Row, column: string): string {
  const value = row?.[column];
  if (typeof value === "string") return value;
  throw new DamagedRow(column);
}

/** Bytes, of this length if one is given. @throws DamagedRow */
export function blob(row: Row, column: string, length?: number): Uint8Array {
  const value = row?.[column];
  if (value instanceof Uint8Array && (length === undefined || value.length === length)) {
    return value;
  }
  throw new DamagedRow(column);
}
