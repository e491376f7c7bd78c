/** A relay in a process of its own, as it is deployed: it serves the web app, is killed, comes back. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWeb, webDir } from "../../scripts/build-web.ts";
import { repositoryRoot } from "../repository.ts";
import { eventually } from "./eventually.ts";

export interface RelayProcess {
  readonly port: number;
  /** Where pages are opened, without a trailing slash. */
  readonly origin: string;
  /** Where its database is. */
  readonly dataDir: string;
  /** All that it has written to its log so far. */
  log(): string;
  /** Every file of its data folder, by name. */
  files(): Promise<ReadonlyMap<string, Buffer>>;
  /** SIGKILL, by its pid; settles when it is gone. */
  kill(): Promise<void>;
  /** Serves again on the same port, from what the dead one left on disk. */
  start(): Promise<void>;
  /** What it serves from its next start on, instead of the web app as it was built. */
  serve(folder: string): void;
  /** Settings it has from its next start on, beside those every test needs. */
  set(environ: Readonly<Record<string, string>>): void;
  /** The disk it had is lost. */
  forget(): Promise<void>;
  /** Ends it and removes its data. */
  end(): Promise<void>;
}

const program = join(repositoryRoot, "apps", "relay", "src", "main.ts");

export interface RelayOptions {
  /** What it serves; the web app as it was built, unless given. */
  readonly webDir?: string;
  /** What it says it is; development unless given. */
  readonly environment?: "development" | "staging" | "production";
}

/** Starts a relay that serves the web app, which is built if its sources changed. */
export async function startRelayProcess(options: RelayOptions = {}): Promise<RelayProcess> {
  if (options.webDir === undefined) await buildWeb({ force: false });
  let served = options.webDir ?? webDir;
  let settings: Readonly<Record<string, string>> = {};
  const dataDir = await mkdtemp(join(tmpdir(), "festival-e2e-"));
  let child: ChildProcess | undefined;
  let port = 0;
  let log = "";

  async function start(): Promise<void> {
    const from = log.length;
    const born = spawn(process.execPath, [program], {
      env: {
        ...process.env,
        PORT: String(port),
        HOST: "127.0.0.1",
        DATA_DIR: dataDir,
        WEB_DIR: served,
        FESTIVAL_ENV: options.environment ?? "development",
        ...settings,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = born;
    for (const stream of [born.stdout, born.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (log += text));
    }
    const listening = await eventually(`a relay that listens: ${log.slice(from)}`, () => {
      if (born.exitCode !== null) throw new Error(`the relay ended: ${log.slice(from)}`);
      // In production the log is JSON.
      return /listening\W+url\W+http:\/\/localhost:(\d+)/.exec(log.slice(from))?.[1];
    });
    port = Number(listening);
  }
  async function kill(): Promise<void> {
    const dying = child;
    child = undefined;
    if (dying === undefined || dying.exitCode !== null) return;
    const gone = once(dying, "exit");
    dying.kill("SIGKILL");
    await gone;
  }

  await start();
  return {
    get port() {
      return port;
    },
    get origin() {
      return `http://127.0.0.1:${port}`;
    },
    dataDir,
    log: () => log,
    async files() {
      const names = await readdir(dataDir);
      const read = names.map(async (name) => [name, await readFile(join(dataDir, name))] as const);
      return new Map(await Promise.all(read));
    },
    kill,
    start,
    serve(folder) {
      served = folder;
    },
    set(environ) {
      settings = environ;
    },
    async forget() {
      for (const name of await readdir(dataDir)) {
        await rm(join(dataDir, name), { recursive: true, force: true });
      }
    },
    async end() {
      await kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
