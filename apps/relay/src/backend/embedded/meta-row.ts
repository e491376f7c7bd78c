/** The one row of the meta table: what the log holds as a whole, as of a commit. */
import type { DatabaseSync } from "node:sqlite";
import { integer } from "./columns.ts";
import type { Totals } from "./write-messages.ts";

export interface Meta extends Totals {
  /** Commits so far, over the life of the database. */
  readonly generation: number;
  /** Highest head of a room that was removed: rooms begin above it. */
  readonly floor: number;
}

/** What a transaction makes of it. */
export type MetaDraft = { -readonly [K in keyof Meta]: Meta[K] };

/** @throws DamagedRow */
export function readMeta(db: DatabaseSync): Meta {
  const row = db.prepare("SELECT * FROM meta").get();
  return {
    generation: integer(row, "generation"),
    rooms: integer(row, "rooms"),
    entries: integer(row, "entries"),
    bytes: integer(row, "bytes"),
    floor: integer(row, "floor"),
  };
}
