/** Starts a relay child, kills it with SIGKILL, starts it again on the same port and folder. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface RelayUnderFire {
  readonly port: number;
  /** SIGKILL, by its pid; settles when it is gone. */
  kill(): Promise<void>;
  /** Serves again from what the dead one left on disk. */
  restart(): Promise<void>;
}

const startMillis = 60_000;

export async function startRelayUnderFire(dataDir: string): Promise<RelayUnderFire> {
  let child: ChildProcess | undefined;
  let port = 0;

  async function start(): Promise<void> {
    const born = fork(join(import.meta.dirname, "relay-child.ts"), {
      env: {
        ...process.env,
        PORT: String(port),
        HOST: "127.0.0.1",
        DATA_DIR: dataDir,
        FESTIVAL_ENV: "development",
      },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    child = born;
    const signal = AbortSignal.timeout(startMillis);
    const gone = once(born, "exit", { signal }).then(() => {
      throw new Error("the relay ended before it listened");
    });
    const [said] = (await Promise.race([once(born, "message", { signal }), gone])) as [unknown];
    gone.catch(() => undefined);
    if (typeof said !== "object" || said === null || !("port" in said)) {
      throw new Error("the relay said something else than its port");
    }
    port = Number(said.port);
  }

  process.on("exit", () => child?.kill("SIGKILL"));
  await start();
  return {
    get port() {
      return port;
    },
    async kill() {
      if (child === undefined) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
      child = undefined;
    },
    restart: start,
  };
}
