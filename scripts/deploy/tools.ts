/** What a deploy does to the world: programs it runs, files it writes, lines it says. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { root } from "../root.ts";

/** A program found on PATH, run from the repository's root. */
export interface Program {
  readonly name: string;
  readonly args: readonly string[];
  /** Environment besides ours. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Asks the doctor about an address of a place. */
export const askDoctor = (
  origin: string,
  { environment }: { readonly environment: string },
): Program => ({
  name: "npx",
  args: ["festival-chat", "doctor", origin, "--expect", environment],
});

export interface Ran {
  readonly ok: boolean;
  /** Standard output; for what failed, with standard error behind it. */
  readonly output: string;
}

export interface Tools {
  /** Runs what only looks. */
  look(program: Program): Promise<Ran>;
  /** Runs what changes something outside this folder. */
  change(program: Program): Promise<Ran>;
  /** Writes a file below the repository's root. */
  write(path: string, text: string): Promise<void>;
  /** Replaces a folder by a copy of another one, both below the root. */
  copy(from: string, to: string): Promise<void>;
  /** Twelve hex digits that stand for every name and byte of a folder. */
  fingerprint(folder: string): Promise<string>;
  say(line: string): void;
}

/** Image builds are the slowest of what is run; what takes longer hangs. */
const deadlineMillis = 60 * 60_000;

const wordsOf = ({ name, args }: Program): string => `  $ ${[name, ...args].join(" ")}`;

function runProgram({ name, args, env }: Program, around: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(name, [...args], {
      cwd: root,
      env: { ...around, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    let complained = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => void (said += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => void (complained += text));
    const deadline = setTimeout(() => child.kill("SIGKILL"), deadlineMillis);
    const end = (ok: boolean): void => {
      clearTimeout(deadline);
      resolve({ ok, output: ok ? said : `${said}${complained}` });
    };
    child.once("error", (error) => {
      complained += `${name} cannot be run: ${error.message}. Install it, or put it on PATH.\n`;
      end(false);
    });
    child.once("close", (code) => end(code === 0));
  });
}

/** Twelve hex digits that stand for every name and byte of a folder below the root. */
export async function fingerprint(folder: string): Promise<string> {
  const hash = createHash("sha256");
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).toSorted()) {
    hash.update(`${path.slice(root.length)}\0`).update(await readFile(path));
  }
  return hash.digest("hex").slice(0, 12);
}

/**
 * Tools that really do it.
 * @param environment of the programs, which are found on its PATH
 */
export function createTools(environment: NodeJS.ProcessEnv, say: Tools["say"]): Tools {
  const run = (program: Program): Promise<Ran> => {
    say(wordsOf(program));
    return runProgram(program, environment);
  };
  return {
    look: run,
    change: run,
    async write(path, text) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    },
    async copy(from, to) {
      await rm(join(root, to), { recursive: true, force: true });
      await cp(join(root, from), join(root, to), { recursive: true });
    },
    fingerprint,
    say,
  };
}

/** The same, but nothing outside is changed: what would be run is only said. */
export const dryTools = (tools: Tools): Tools => ({
  ...tools,
  change(program) {
    tools.say(`${wordsOf(program)}   (not run)`);
    return Promise.resolve({ ok: true, output: "" });
  },
});
