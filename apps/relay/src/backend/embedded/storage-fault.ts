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

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html) that space or a disk's return mend. */
const passingCodes: readonly number[] = [/* IOERR */ 10, /* FULL */ 13];

/** Whether the fault goes by itself: no space, or a disk that does not answer. */
export function isPassing(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  if ("passing" in thrown) return thrown.passing === true;
  if ("code" in thrown && (thrown.code === "ENOSPC" || thrown.code === "EIO")) return true;
  if ("errcode" in thrown && typeof thrown.errcode === "number") {
    return passingCodes.includes(thrown.errcode & 0xff);
  }
  return isPassing(thrown.cause);
}
