/**
 * Runs one program to its end, keeps what it says, and never waits for ever.
 *
 * Its children die with it: on a deadline or an interrupt the whole process group is ended, so no
 * relay or browser is left behind by a test that hung.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { root } from "./root.ts";

/** A program to run from the repository's root; `args[0]` is a script for this Node. */
export interface Command {
  readonly args: readonly string[];
  /** After this many milliseconds the program counts as hung and is ended. */
  readonly deadlineMillis: number;
}

/** How a program ended. `output` is standard output and standard error in the order they came. */
export interface CommandOutcome {
  readonly ok: boolean;
  readonly output: string;
}

/** How long a hung program may take to clean up after itself. */
const politeMillis = 5_000;

/**
 * Compiled sources, by their content: hundreds of processes would strip the types of the same files.
 * Programs that give their children an environment of their own hand it on.
 */
const compileCache = join(root, "node_modules", ".cache", "compiled");

const running = new Set<ChildProcess>();
const hasProcessGroups = process.platform !== "win32";

const end = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid === undefined) return;
  try {
    if (hasProcessGroups) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // The group is gone already, which is what was asked for.
  }
};

/** Ends every program that still runs; for interrupts. */
export const endAll = (): void => {
  for (const child of running) end(child, "SIGKILL");
};

/**
 * Runs `node <args>` and collects its output.
 * @param onLine hears the latest line of output, for progress
 */
export const runCommand = (
  command: Command,
  onLine: (line: string) => void = () => undefined,
): Promise<CommandOutcome> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [...command.args], {
      cwd: root,
      env: { NODE_COMPILE_CACHE: compileCache, ...process.env },
      detached: hasProcessGroups,
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    const chunks: string[] = [];
    const hear = (text: string): void => {
      chunks.push(text);
      const line = text.trimEnd().split("\n").at(-1);
      if (line !== undefined && line.trim() !== "") onLine(line.trim());
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    const deadline = setTimeout(() => {
      chunks.push(`\nStill running after ${command.deadlineMillis / 1000} s: ended.\n`);
      // Politely first: a test that drives a browser closes it on SIGTERM.
      end(child, "SIGTERM");
      setTimeout(() => end(child, "SIGKILL"), politeMillis).unref();
    }, command.deadlineMillis);
    const finish = (ok: boolean): void => {
      clearTimeout(deadline);
      running.delete(child);
      // A program that ended may have left children of its own behind.
      end(child, "SIGKILL");
      resolve({ ok, output: chunks.join("") });
    };
    child.once("error", (error) => {
      chunks.push(`${error.message}\n`);
      finish(false);
    });
    // `exit`, not `close`: a child of the program may hold its output open for ever.
    child.once("exit", (code) => setTimeout(() => finish(code === 0), 50));
  });
