/** Rows of the entries table as records. */
import type { LogRecord } from "@festival-chat/protocol/wire";
import { entryChecksum } from "./checksum.ts";
import { blob, DamagedRow, integer, position } from "./columns.ts";

// node:sqlite throws on numbers beyond 2^53: a damaged one is cut, and then fails its checksum.
const cut = (column: string): string =>
  `max(min(${column}, ${Number.MAX_SAFE_INTEGER}), -1) AS ${column}`;

/** The columns {@link intactRecord} needs. Without the id: see checksum.ts. */
export const recordColumns = `seq, ${cut("prev")}, ${cut("received_at")}, envelope, ${cut("checksum")}`;

/** The record of a row, or undefined when it no longer matches its checksum. */
export function intactRecord(row: Record<string, unknown>): LogRecord | undefined {
  try {
    const seq = position(row, "seq");
    const prev = position(row, "prev");
    const receivedAt = integer(row, "received_at");
    const envelope = blob(row, "envelope");
    const sum = entryChecksum(seq, prev, receivedAt, envelope);
    if (sum !== integer(row, "checksum")) return undefined;
    return { seq, prev, receivedAt, envelope };
  } catch (thrown) {
    if (thrown instanceof DamagedRow) return undefined;
    throw thrown;
  }
}
