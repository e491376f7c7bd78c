/** Secrets of the data directory: files that only the relay's own account reads. */
import { readFileSync, writeFileSync } from "node:fs";

/** The bytes of a secret file, or undefined when there is none. @throws when it cannot be read */
export function readSecret(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!missing) throw error;
    return undefined;
  }
}

/** Writes a new secret file; one that exists is not touched. */
export function writeSecret(file: string, content: Uint8Array | string): void {
  writeFileSync(file, content, { mode: 0o600, flag: "wx" });
}
