/**
 * The settings durability rests on: set, read back, and refused when they did not take.
 * https://www.sqlite.org/pragma.html
 */
import type { DatabaseSync } from "node:sqlite";
import { text } from "./columns.ts";

interface Pragma {
  readonly name: string;
  readonly set: string;
  /** What reading it back must answer. */
  readonly is: string | number;
}

/** Settings of the one connection that writes. */
export const writerPragmas: readonly Pragma[] = [
  { name: "busy_timeout", set: "5000", is: 5000 },
  // Readers never wait for the writer.
  { name: "journal_mode", set: "WAL", is: "wal" },
  // An ack is a promise across a power cut: NORMAL syncs only at checkpoints.
  { name: "synchronous", set: "FULL", is: 2 },
  // An I/O error on a mapped page is a signal that ends the process instead of an error value.
  { name: "mmap_size", set: "0", is: 0 },
  // Retention means gone: freed bytes are overwritten.
  { name: "secure_delete", set: "ON", is: 1 },
  { name: "foreign_keys", set: "ON", is: 1 },
  // A file that was tampered with must not call functions through its schema.
  { name: "trusted_schema", set: "OFF", is: 0 },
  { name: "wal_autocheckpoint", set: "1000", is: 1000 },
];

/** Settings of connections that only read. */
export const readerPragmas: readonly Pragma[] = [
  { name: "busy_timeout", set: "5000", is: 5000 },
  { name: "mmap_size", set: "0", is: 0 },
  { name: "trusted_schema", set: "OFF", is: 0 },
  { name: "query_only", set: "ON", is: 1 },
];

/** Versions below may lose committed data when a WAL restarts (fixed in 3.51.3). */
const oldestSqlite = [3, 51, 3] as const;

/** Why this SQLite is not good enough, or undefined. */
export function versionFault(version: string): string | undefined {
  const parts = version.split(".").map(Number);
  for (const [index, oldest] of oldestSqlite.entries()) {
    const part = parts[index] ?? 0;
    if (part > oldest) return undefined;
    if (!(part >= oldest)) {
      return (
        `SQLite ${version} can lose committed data when its log restarts: ` +
        `update Node.js to a release with SQLite ${oldestSqlite.join(".")} or newer.`
      );
    }
  }
  return undefined;
}

export function applyPragmas(db: DatabaseSync, pragmas: readonly Pragma[]): void {
  for (const { name, set } of pragmas) db.exec(`PRAGMA ${name} = ${set}`);
}

/** Why this connection must not be used, in a sentence that says what to do, or undefined. */
export function pragmaFault(db: DatabaseSync, pragmas: readonly Pragma[]): string | undefined {
  const version = versionFault(
    text(db.prepare("SELECT sqlite_version() AS version").get(), "version"),
  );
  if (version !== undefined) return version;
  for (const { name, set, is } of pragmas) {
    const answer = Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    if (answer === is) continue;
    return (
      `The database did not accept PRAGMA ${name} = ${set} (it says ${String(answer)}): ` +
      "put it on a local disk with file locking, and run Node.js with its own SQLite."
    );
  }
  return undefined;
}
