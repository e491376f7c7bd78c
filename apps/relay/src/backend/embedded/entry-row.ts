/** Rows of the entries table as records. */
import type { LogRecord } from "@festival-chat/protocol/wire";
import { entryChecksum } from "./checksum.ts";
import { blob, DamagedRow, integer, position } from "./columns.ts";

/** The columns {@link intactRecord} needs. Without the id: see checksum.ts. */
export const recordColumns = "seq, prev, received_at, envelope, checksum";

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
