/** A server in a process of its own, on its own core: started, asked, and ended by its pid. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onServerCore } from "./cores.ts";
import type { RelayAnswer, RelayQuestion } from "./relay-process.ts";

/** Any server the generator can be pointed at. */
export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

export type RelayFigures = Extract<RelayAnswer, { kind: "figures" }>;

export interface RelayProcess extends ServerProcess {
  /** What links must send as their Origin. */
  readonly origin: string;
  readonly dataDir: string;
  /** Begins counting the event-loop delay anew. */
  reset(): void;
  figures(): Promise<RelayFigures>;
  /** One counter or gauge of /metrics, by its name without the prefix. */
  metric(name: string): Promise<number>;
  /** SIGKILL, then the same relay again: same port, same folder. */
  killAndRestart(): Promise<RelayProcess>;
}

/** For profiles: BENCH_NODE_FLAGS="--cpu-prof --cpu-prof-dir=profiles". */
const nodeFlags = process.env["BENCH_NODE_FLAGS"]?.split(" ") ?? [];

const startMillis = 20_000;
const exitMillis = 3_000;
const running = new Set<ChildProcess>();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

interface Started {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly port: number;
}

async function start(file: string, environment: Record<string, string>): Promise<Started> {
  const path = join(import.meta.dirname, file);
  const [command = "", ...args] = onServerCore([process.execPath, ...nodeFlags, path]);
  const child = spawn(command, args, {
    env: { ...process.env, NODE_OPTIONS: "", ...environment },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const signal = AbortSignal.timeout(startMillis);
  const [said] = (await once(child, "message", { signal })) as [RelayAnswer];
  if (said.kind !== "listening" || child.pid === undefined) throw new Error(`${file}: no start`);
  return { child, pid: child.pid, port: said.port };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

/** A child ends when its parent hangs up; one that does not is killed. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const late = setTimeout(() => child.kill("SIGKILL"), exitMillis);
  const gone = once(child, "exit");
  if (child.connected) child.disconnect();
  await gone;
  clearTimeout(late);
}

/** A server without state: a peer. */
export async function startPeer(file: string): Promise<ServerProcess> {
  const { child, pid, port } = await start(file, {});
  return { pid, port, stop: () => end(child) };
}

export interface RelayProcessOptions {
  /** Watch what each socket holds back; costs memory for each. */
  readonly sockets?: boolean;
  /** Keep the handshake rate as installed. */
  readonly handshakes?: boolean;
}

/** A relay with a new database in the temporary folder, which goes when it stops. */
export async function startRelay(options: RelayProcessOptions = {}): Promise<RelayProcess> {
  return relayIn(mkdtempSync(join(tmpdir(), "festival-bench-")), 0, options);
}

async function relayIn(
  dataDir: string,
  wanted: number,
  options: RelayProcessOptions,
): Promise<RelayProcess> {
  const { child, pid, port } = await start("relay-process.ts", {
    PORT: String(wanted),
    DATA_DIR: dataDir,
    BENCH_SOCKETS: options.sockets === true ? "1" : "0",
    BENCH_LIMITS: options.handshakes === true ? "handshakes" : "all",
  });
  const ask = (question: RelayQuestion): void => void child.send(question);
  const origin = `http://127.0.0.1:${port}`;
  return {
    port,
    pid,
    origin,
    dataDir,
    reset: () => ask("reset"),
    async figures() {
      const answer = once(child, "message");
      ask("figures");
      const [figures] = (await answer) as [RelayAnswer];
      if (figures.kind !== "figures") throw new Error("the relay answered something else");
      return figures;
    },
    async metric(name) {
      const text = await (await fetch(`${origin}/metrics`)).text();
      const line = text.split("\n").find((one) => one.startsWith(`festival_relay_${name} `));
      if (line === undefined) throw new Error(`no metric ${name}`);
      return Number(line.split(" ")[1]);
    },
    async killAndRestart() {
      await kill(child);
      return relayIn(dataDir, port, options);
    },
    async stop() {
      await end(child);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
