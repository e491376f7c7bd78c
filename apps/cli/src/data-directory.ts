/**
 * Where a device's rooms, keys and outbox lie when --data does not say.
 *
 * One directory per shown name, so that two people can chat on one machine: a directory is a
 * device. When a name's directory is in use by another process, the next number is a device of its
 * own rather than a second writer in the same chain.
 */
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { err, ok, type Result } from "@festival-chat/protocol/wire";

/** What decides the default; passed in, so that it can be tested without this machine's own. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

export const surroundings = (): Surroundings => ({
  platform: process.platform,
  environment: process.env,
  home: homedir(),
});

/** festival-chat under the user's data directory (XDG base directories; the systems' own elsewhere). */
export function userDirectory({ platform, environment, home }: Surroundings): string {
  const xdg = environment["XDG_DATA_HOME"];
  // The specification says that relative paths are to be ignored.
  if (xdg !== undefined && xdg.startsWith("/")) return join(xdg, "festival-chat");
  if (platform === "win32") {
    return join(environment["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "festival-chat");
  }
  return platform === "darwin"
    ? join(home, "Library", "Application Support", "festival-chat")
    : join(home, ".local", "share", "festival-chat");
}

/** A shown name as a directory name: letters and digits of any script, at most 40, never a path. */
export function directoryName(name: string | undefined): string {
  const safe = (name ?? "").normalize("NFC").replaceAll(/[^\p{L}\p{N}]+/gu, "-");
  const trimmed = [...safe].slice(0, 40).join("").replaceAll(/^-|-$/gu, "");
  return trimmed === "" ? "device" : `device-${trimmed.toLowerCase()}`;
}

export interface DataDirectory {
  readonly path: string;
  /** Lets the next process have it; the system does so too when this one is killed. */
  release(): void;
}

export type DirectoryError =
  | { readonly kind: "in-use"; readonly path: string }
  | { readonly kind: "unusable"; readonly path: string; readonly what: string };

/** Devices of one name on one machine: more is a runaway script. */
const maxDevices = 16;

/**
 * Takes a directory for this process alone.
 * The lock is an open transaction of SQLite: the system drops it when the process dies, however.
 */
export function takeDirectory(path: string): Result<DataDirectory, DirectoryError> {
  let lock: DatabaseSync | undefined;
  try {
    // Keys lie here: nobody else on this machine reads them.
    mkdirSync(path, { recursive: true, mode: 0o700 });
    lock = new DatabaseSync(join(path, "lock.sqlite"), { timeout: 0 });
    lock.exec("BEGIN EXCLUSIVE");
    const held = lock;
    return ok({ path, release: () => held.close() });
  } catch (error) {
    lock?.close();
    const what = error instanceof Error ? error.message : String(error);
    return err(
      /locked|busy/iu.test(what) ? { kind: "in-use", path } : { kind: "unusable", path, what },
    );
  }
}

/** The directory that was asked for, or the first free one of this name. */
export function chooseDirectory(
  asked: string | undefined,
  name: string | undefined,
  where: Surroundings = surroundings(),
): Result<DataDirectory, DirectoryError> {
  if (asked !== undefined) return takeDirectory(asked);
  const first = join(userDirectory(where), directoryName(name));
  let taken = takeDirectory(first);
  for (let number = 2; number <= maxDevices; number++) {
    if (taken.ok || taken.error.kind !== "in-use") return taken;
    taken = takeDirectory(`${first}-${number}`);
  }
  return taken;
}
