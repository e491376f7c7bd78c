/**
 * Backup and restore of a relay's data directory: databases as they are at one moment, while the
 * relay runs, and its secrets. A restored log gets a new epoch (SPEC B9), so that phones bring back
 * what was said since.
 */
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { err, ok, type Result } from "@festival-chat/protocol/wire";
import { openWitness } from "./backend/embedded/witness.ts";
import { environmentFile } from "./environment-mark.ts";

/** The log first: without it there is nothing to back up. */
const databases = ["relay.sqlite", "bells.sqlite", "organiser.sqlite"] as const;
/**
 * Losing them costs every phone a full join, or a new subscription to pushes; without the last two
 * phones believe no announcement any more, and bans and closed rooms are forgotten.
 */
const secrets = ["ticket.key", "push.key", "organiser.key", "tag.key"] as const;
/** The copy stays its environment's, wherever it is put back. */
const files = [...secrets, environmentFile] as const;

export interface KeptFile {
  readonly name: string;
  readonly bytes: number;
}

const kept = (folder: string, name: string): KeptFile => ({
  name,
  bytes: statSync(join(folder, name)).size,
});

/** Copies a database at one moment; readers and the relay's writer go on (VACUUM INTO). */
function copyDatabase(from: string, to: string): string | undefined {
  const db = new DatabaseSync(from, { readOnly: true });
  try {
    db.prepare("VACUUM INTO ?").run(to);
  } finally {
    db.close();
  }
  return checkDatabase(to);
}

/** What is wrong with a database file; undefined when nothing is. */
function checkDatabase(path: string): string | undefined {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const found = db.prepare("PRAGMA quick_check(1)").get();
    const verdict = String(Object.values(found ?? {})[0]);
    return verdict === "ok" ? undefined : verdict;
  } finally {
    db.close();
  }
}

const sentence = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);

/**
 * Copies the data directory of a relay, which may run, into a new folder.
 * @returns what was copied, or the sentence that says why not
 */
export function backUp(dataDir: string, folder: string): Result<readonly KeptFile[], string> {
  if (!existsSync(join(dataDir, databases[0]))) {
    return err(`${dataDir} has no relay.sqlite: name the relay's DATA_DIR.`);
  }
  if (existsSync(folder)) return err(`${folder} exists: name a folder that does not.`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const copied: KeptFile[] = [];
    for (const name of databases) {
      if (!existsSync(join(dataDir, name))) continue;
      const fault = copyDatabase(join(dataDir, name), join(folder, name));
      if (fault !== undefined) return err(`The copy of ${name} is damaged: ${fault}.`);
      chmodSync(join(folder, name), 0o600);
      copied.push(kept(folder, name));
    }
    for (const name of files) {
      if (!existsSync(join(dataDir, name))) continue;
      copyFileSync(join(dataDir, name), join(folder, name));
      chmodSync(join(folder, name), 0o600);
      copied.push(kept(folder, name));
    }
    return ok(copied);
  } catch (thrown) {
    return err(`The backup failed: ${sentence(thrown)}.`);
  }
}

/**
 * Puts a backup into the data directory of a relay that does not run. What was there is moved aside.
 * @param aside name of the folder in `dataDir` that takes what was there
 * @returns what was restored, or the sentence that says why not; then nothing was changed
 */
export function restore(
  folder: string,
  dataDir: string,
  aside: string,
): Result<readonly KeptFile[], string> {
  const names = [...databases, ...files].filter((name) => existsSync(join(folder, name)));
  if (!names.includes("relay.sqlite"))
    return err(`${folder} is no backup: it has no relay.sqlite.`);
  try {
    for (const name of databases) {
      const fault = names.includes(name) ? checkDatabase(join(folder, name)) : undefined;
      if (fault !== undefined) return err(`${name} of this backup is damaged: ${fault}.`);
    }
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const witness = openWitness(join(dataDir, "relay.sqlite"));
    if (!witness.ok) return err(`A relay runs on ${dataDir}: stop it first.`);
    try {
      mkdirSync(join(dataDir, aside), { mode: 0o700 });
      for (const name of names) {
        // What the old database had not folded in yet belongs to it, not to the restored one.
        for (const file of [name, `${name}-wal`, `${name}-shm`]) {
          if (existsSync(join(dataDir, file))) {
            renameSync(join(dataDir, file), join(dataDir, aside, file));
          }
        }
        copyFileSync(join(folder, name), join(dataDir, name));
      }
    } finally {
      witness.value.close();
    }
    return ok(names.map((name) => kept(dataDir, name)));
  } catch (thrown) {
    return err(`The restore failed: ${sentence(thrown)}.`);
  }
}
