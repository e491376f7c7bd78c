/** Which exceptions are the disk's or the file's fault. All others are bugs and stay exceptions. */
import type { StorageError } from "../backend.ts";
import { DamagedRow } from "./columns.ts";

/** The error as a value when SQLite or a damaged row threw it; anything else is thrown again. */
export function storageFault(thrown: unknown): StorageError {
  if (thrown instanceof DamagedRow) return { kind: "storage", what: thrown.message };
  if (!(thrown instanceof Error) || !("code" in thrown)) throw thrown;
  // A whole number beyond 2^53: this program never wrote one.
  if (thrown.code === "ERR_OUT_OF_RANGE") return { kind: "storage", what: "damaged number" };
  if (thrown.code === "ERR_SQLITE_ERROR") {
    const number = "errcode" in thrown ? ` (SQLite ${String(thrown.errcode)})` : "";
    return { kind: "storage", what: `${thrown.message}${number}` };
  }
  throw thrown;
}
