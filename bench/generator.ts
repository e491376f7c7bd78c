/** wsblast, the load generator: built on first use, run with flags, its report parsed. */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";

const folder = join(import.meta.dirname, "wsblast");

/** One measured step. Latencies in milliseconds from the due time of each message. */
export interface Step {
  readonly rate: number;
  readonly pass: boolean;
  readonly sent: number;
  readonly deliveries_per_s: number;
  readonly unique: number;
  /** WebSocket messages that came: what the server wrote. */
  readonly frames_in: number;
  readonly lost: number;
  readonly latency_ms: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly acks: number;
  readonly acks_per_s: number;
  readonly refused: number;
  readonly ack_ms: { readonly p50: number; readonly p99: number };
  readonly client_cpu: number;
  readonly client_bound: boolean;
  readonly server_cpu_s: number;
  readonly wall_s: number;
  readonly server_cpu_us_per_delivery: number;
  /** Cores that other processes took meanwhile. */
  readonly other_cores: number;
}

/** A whole run. */
export interface Blast {
  readonly connected: number;
  readonly connect_s: number;
  readonly first_error: string;
  readonly server: { readonly rss_before: number; readonly rss_per_conn: number };
  readonly client_bound?: boolean;
  /** With a fixed rate. */
  readonly result?: Step | null;
  /** With --ramp: the fastest step that held. */
  readonly max?: Step | null;
}

/** Compiles the generator; throws with what to install when there is no C compiler. */
export function buildGenerator(): void {
  const made = spawnSync("make", ["-s", "-C", folder], { encoding: "utf8" });
  if (made.status === 0) return;
  const missing = made.error !== undefined || /not found|No such file/.test(made.stderr);
  const hint = missing ? "install a C compiler and make (Debian: build-essential)" : made.stderr;
  throw new Error(`the load generator does not build: ${hint}`);
}

/** Runs it to its end. @throws when it ends without a report */
export async function blast(flags: readonly (string | number)[]): Promise<Blast> {
  const child = spawn(join(folder, "wsblast"), flags.map(String), {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  let out = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  await new Promise((resolve) => child.once("close", resolve));
  process.off("exit", kill);
  try {
    // Our own generator's report: its shape is that of report.h.
    return JSON.parse(out) as Blast;
  } catch {
    throw new Error(`the generator gave no report: ${errors}${out}`);
  }
}

/** The step of a run that must have one. */
export function stepOf(run: Blast): Step {
  const step = run.result ?? run.max;
  if (step === undefined || step === null) {
    throw new Error(`nothing was measured: ${run.connected} connected, ${run.first_error}`);
  }
  return step;
}
