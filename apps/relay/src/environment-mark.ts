/**
 * The mark of a data directory: the environment that its log, its keys and its push identity belong
 * to. A relay of another environment is refused, so that staging and production never share any.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Environment, environments } from "@festival-chat/protocol/wire";
import { DatabaseRefused } from "./backend/embedded/database-refused.ts";
import { isPassing } from "./backend/embedded/storage-fault.ts";

/** Its name in the data directory; backups take it along. */
export const environmentFile = "environment";

/** Whose data this is; undefined when nobody has marked it, or a torn write did. */
function markIn(dataDir: string): Environment | undefined {
  try {
    const text = readFileSync(join(dataDir, environmentFile), "utf8").trim();
    return environments.find((name) => name === text);
  } catch {
    return undefined;
  }
}

/** The sentence that mends it when a data directory is another environment's; undefined: it may be used. */
export function foreignDataDir(dataDir: string, environment: Environment): string | undefined {
  const mark = markIn(dataDir);
  if (mark === undefined || mark === environment) return undefined;
  return `DATA_DIR is "${dataDir}": it holds the data and keys of ${mark}, and this relay is of ${environment}. Give it a folder of its own, or set FESTIVAL_ENV to ${mark}.`;
}

/**
 * Marks a data directory that nobody has marked.
 * @throws DatabaseRefused when it is another environment's, or cannot be marked
 */
export function claimDataDir(dataDir: string, environment: Environment): void {
  const foreign = foreignDataDir(dataDir, environment);
  if (foreign !== undefined) throw new DatabaseRefused(foreign);
  if (markIn(dataDir) === environment) return;
  try {
    writeFileSync(join(dataDir, environmentFile), `${environment}\n`, { mode: 0o600 });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseRefused(
      `The database cannot be used (${why}): check that this user may write in ${dataDir}.`,
      { passing: isPassing(cause), cause },
    );
  }
}
