/** Which core a process runs on: the server on the first, the generator on the second. */
import { spawnSync } from "node:child_process";
import { availableParallelism, cpus } from "node:os";

const pinnable =
  availableParallelism() >= 2 && spawnSync("taskset", ["-c", "0", "true"]).status === 0;

const every = `0-${cpus().length - 1}`;

/** Whether servers and generator have a core each. */
export const pinned: boolean = pinnable;

/** A command line that runs on the servers' core. */
export const onServerCore = (command: readonly string[]): readonly string[] =>
  pinnable ? ["taskset", "-c", "0", ...command] : command;

/** Moves this process, and all it starts from here on, to the generator's core or back to every core. */
export function moveTo(cores: "generator" | "every"): void {
  const list = cores === "generator" ? "1" : every;
  if (pinnable) spawnSync("taskset", ["-pc", list, String(process.pid)]);
}
