/** The secret of resume tickets: kept beside the database, so that a restart costs nobody a join. */
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const bytes = 32;

/** Reads the key of this data folder, or makes one. A damaged file is replaced: tickets are short-lived. */
export function loadTicketKey(dataDir: string): Uint8Array {
  const file = join(dataDir, "ticket.key");
  try {
    const key = readFileSync(file);
    if (key.length === bytes) return key;
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!missing) throw error;
  }
  const key = randomBytes(bytes);
  writeFileSync(file, key, { mode: 0o600 });
  return key;
}
