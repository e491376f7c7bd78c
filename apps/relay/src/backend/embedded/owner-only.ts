/** Who may read the files of the log. */
import { chmodSync } from "node:fs";

/**
 * Keeps a file for its owner; files that SQLite puts beside it later take its mode. Nothing in it can
 * be read as words, but who else has an account on the machine need not count messages either. A file
 * system without owners (the FAT of a memory card) has to do without.
 */
export function ownerOnly(path: string): void {
  try {
    chmodSync(path, 0o600);
  } catch {
    // The relay runs all the same: where this cannot be set, it is not what keeps people out.
  }
}
