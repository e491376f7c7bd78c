/** Which core a process runs on: the server on the first, the generator on the second. */
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

const pinnable =
  availableParallelism() >= 2 && spawnSync("taskset", ["-c", "0", "true"]).status === 0;

/** Whether servers and generator have a core each. */
export const pinned: boolean = pinnable;

/** A command line that runs on the servers' core. */
export const onServerCore = (command: readonly string[]): readonly string[] =>
  pinnable ? ["taskset", "-c", "0", ...command] : command;

/** Moves this process, and all it starts from here on, to the generator's core. */
export function moveToGeneratorCore(): void {
  if (pinnable) spawnSync("taskset", ["-pc", "1", String(process.pid)]);
}
