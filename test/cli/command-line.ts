/**
 * The command line against a relay in a folder of its own: as real processes, and, where it is not
 * the process that is looked at, in this one.
 */
import { fail } from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import {
  parseConfig,
  type RelayLimits,
  type RunningServer,
  startServer,
} from "@festival-chat/relay";
import type { Output } from "../../apps/cli/src/output.ts";
import { runCommandLine } from "../../apps/cli/src/run-command-line.ts";
import { repositoryRoot } from "../repository.ts";

const program = join(repositoryRoot, "apps", "cli", "bin", "festival-chat.js");

const anyPace = { perSecond: 10_000, burst: 10_000 };

/** Limits of a relay that lets one device say in a second what people say in minutes. */
export const withoutPace: Partial<RelayLimits> = {
  publish: anyPace,
  roomPublish: anyPace,
  frames: anyPace,
  heal: anyPace,
};

/** Longer than anything healthy takes, however busy the machine is. */
const patienceMillis = 40_000;

/** Settles when `done` answers something; fails with `what` when that never happens. */
export async function eventually<T>(what: () => string, done: () => T | undefined): Promise<T> {
  const deadline = performance.now() + patienceMillis;
  for (;;) {
    const found = done();
    if (found !== undefined) return found;
    if (performance.now() > deadline) fail(`waited in vain: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** One line of join --json; fields are looked at, not trusted. */
export type Line = Readonly<Record<string, unknown>>;

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that is running. */
export interface Running {
  /** Standard output as JSON, line by line, as far as it came. */
  readonly lines: readonly Line[];
  /** Standard output as it is. */
  text(): string;
  /** Settles with the first line of this kind that fits. */
  line(event: string, fits?: (line: Line) => boolean): Promise<Line>;
  /** Types a line. */
  say(text: string): void;
  /** Ends standard input. */
  end(): void;
  signal(name: "SIGKILL" | "SIGTERM" | "SIGINT"): void;
  readonly finished: Promise<Finished>;
}

export interface Festival {
  readonly folder: string;
  readonly origin: string;
  readonly port: number;
  stopRelay(): Promise<void>;
  /** On the same port, with the same database. */
  startRelay(): Promise<void>;
  start(...args: string[]): Running;
  /** With more in its environment. */
  startWith(environment: Readonly<Record<string, string>>, ...args: string[]): Running;
  /** Runs to the end in this process, with nothing to read. */
  run(...args: string[]): Promise<Finished>;
  /** The same as a process of its own. */
  runAlone(...args: string[]): Promise<Finished>;
  /** Kills what still runs, stops the relay, removes the folder. */
  end(): Promise<void>;
}

function parseLine(text: string): Line {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null ? { ...value } : fail(`no object: ${text}`);
}

function follow(child: ChildProcessWithoutNullStreams, isJson: boolean): Running {
  const lines: Line[] = [];
  let stdout = "";
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  createInterface({ input: child.stdout }).on("line", (text) => {
    stdout += `${text}\n`;
    if (isJson) lines.push(parseLine(text));
  });
  // A killed child's input is gone; that is not this test's failure.
  child.stdin.on("error", () => {});
  const finished = once(child, "close").then(([code]: unknown[]): Finished => ({
    code: typeof code === "number" ? code : null,
    stdout,
    stderr,
  }));
  return {
    lines,
    text: () => stdout,
    line: (event, fits = () => true) =>
      eventually(
        () => `${event} in ${stdout}${stderr}`,
        () => lines.find((line) => line["event"] === event && fits(line)),
      ),
    say: (text) => void child.stdin.write(`${text}\n`),
    end: () => child.stdin.end(),
    signal: (name) => void child.kill(name),
    finished,
  };
}

/** A relay on a free port and a place for devices. */
export async function createFestival(limits: Partial<RelayLimits> = {}): Promise<Festival> {
  const folder = await mkdtemp(join(tmpdir(), "festival-cli-"));
  const children = new Set<ChildProcessWithoutNullStreams>();
  let server: RunningServer | undefined;
  let port = 0;

  async function startRelay(): Promise<void> {
    const config = parseConfig({
      PORT: String(port),
      HOST: "127.0.0.1",
      DATA_DIR: join(folder, "relay"),
    });
    if (!config.ok) fail(config.error.join());
    server = await startServer(config.value, { limits });
    port = server.port;
  }
  async function stopRelay(): Promise<void> {
    await server?.close();
    server = undefined;
  }
  function startWith(environment: Readonly<Record<string, string>>, ...args: string[]): Running {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: { ...process.env, XDG_DATA_HOME: join(folder, "share"), NO_COLOR: "1", ...environment },
    });
    children.add(child);
    child.once("close", () => children.delete(child));
    return follow(child, args.includes("--json"));
  }

  const start = (...args: string[]): Running => startWith({}, ...args);

  await startRelay();
  return {
    folder,
    port,
    origin: `http://127.0.0.1:${port}`,
    startRelay,
    stopRelay,
    start,
    startWith,
    async run(...args) {
      // Read by the command as it begins.
      process.env["XDG_DATA_HOME"] = join(folder, "share");
      process.env["NO_COLOR"] = "1";
      let stdout = "";
      let stderr = "";
      const output: Output = {
        line: (text) => void (stdout += `${text}\n`),
        json: (value) => void (stdout += `${JSON.stringify(value)}\n`),
        say: (text) => void (stderr += `${text}\n`),
      };
      const { signal } = new AbortController();
      const input = Readable.from([]);
      return { code: await runCommandLine(args, { output, input, signal }), stdout, stderr };
    },
    runAlone(...args) {
      const running = start(...args);
      running.end();
      return running.finished;
    },
    async end() {
      for (const child of children) child.kill("SIGKILL");
      await stopRelay();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface Created {
  readonly link: string;
  readonly words: string;
  readonly roomId: string;
}

/** create --json, read. */
export async function createRoom(festival: Festival, name = "North camp"): Promise<Created> {
  const { code, stdout, stderr } = await festival.run(
    "create",
    "--relay",
    festival.origin,
    "--name",
    name,
    "--json",
  );
  if (code !== 0) fail(`create ended with ${code}: ${stderr}`);
  const { link, words, roomId, ...rest } = parseLine(stdout);
  if (typeof link !== "string" || typeof words !== "string" || typeof roomId !== "string") {
    return fail(stdout);
  }
  if (Object.keys(rest).length > 0) fail(`more than link, words and roomId: ${stdout}`);
  return { link, words, roomId };
}

/** history --json, read. */
export async function readHistory(festival: Festival, ...invite: string[]): Promise<Line[]> {
  const { code, stdout, stderr } = await festival.run("history", ...invite, "--json");
  if (code !== 0) fail(`history ended with ${code}: ${stderr}`);
  return stdout.split("\n").flatMap((text) => (text === "" ? [] : [parseLine(text)]));
}
