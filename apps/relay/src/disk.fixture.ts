/**
 * A relay process on a disk of its own that is small or cannot be written, in a mount namespace of
 * its own: nothing outside it is mounted, and everything is gone with the process.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";

const main = join(import.meta.dirname, "main.ts");
const { PATH, NODE_COMPILE_CACHE } = process.env;
const namespaces = ["-U", "-r", "-m"];

/** Whether this machine lets a test mount in a namespace of its own (Linux, and not everywhere there). */
export const mayMount: boolean =
  spawnSync("unshare", [...namespaces, "mount", "-t", "tmpfs", "tmpfs", tmpdir()]).status === 0;

export interface RelayOnDisk {
  readonly child: ChildProcess;
  readonly exit: Promise<unknown>;
  readonly lines: readonly string[];
  /** Settles with what the first line that matches captures, now or later. */
  said(pattern: RegExp): Promise<string>;
  /** The data directory as the process sees it. */
  readonly inside: string;
}

/** An empty folder; it is gone when the test ends. */
export function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "relay-disk-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * @param prepare shell words that mount, with the folder as $0
 * @param within folder of the data, below it
 * @param more options of unshare
 */
export function startOnDisk(
  t: TestContext,
  folder: string,
  prepare: string,
  within = "",
  more: readonly string[] = [],
): RelayOnDisk {
  const dataDir = join(folder, within);
  const child = spawn(
    "unshare",
    [
      ...namespaces,
      ...more,
      "sh",
      "-c",
      `${prepare}; exec "$1" "$2"`,
      folder,
      process.execPath,
      main,
    ],
    {
      env: { PATH, NODE_COMPILE_CACHE, PORT: "0", HOST: "127.0.0.1", DATA_DIR: dataDir },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const exit = once(child, "exit").then(([code]: unknown[]) => code);
  t.after(async () => {
    child.kill("SIGKILL");
    await exit;
  });
  const lines: string[] = [];
  const stderr = createInterface({ input: child.stderr });
  stderr.on("line", (line) => lines.push(line));
  const find = (pattern: RegExp): string | undefined => {
    for (const line of lines) {
      const found = pattern.exec(line);
      if (found !== null) return found[1] ?? "";
    }
    return undefined;
  };
  return {
    child,
    exit,
    lines,
    said: (pattern) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = find(pattern);
          if (found !== undefined) resolve(found);
        };
        look();
        // Registered behind the one that keeps the lines.
        stderr.on("line", look);
      }),
    // What this process mounted is seen through its own root only.
    inside: `/proc/${child.pid}/root${dataDir}`,
  };
}
