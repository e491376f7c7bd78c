/** Starts a relay from the environment, and drains it on SIGTERM or SIGINT. */
import { join } from "node:path";
import { DatabaseRefused } from "./backend/embedded/database-refused.ts";
import { isPassing } from "./backend/embedded/storage-fault.ts";
import { type Config, parseConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { namedFileMistakes } from "./named-files.ts";
import { readText } from "./read-text.ts";
import { type RunningServer, startServer } from "./server.ts";

/** How a process that did not start ended: for supervisors, which must not start it again and again. */
const exitCodes = { failed: 1, settings: 2, database: 3 } as const;

function refuse(mistakes: readonly string[]): never {
  for (const mistake of mistakes) process.stderr.write(`${mistake}\n`);
  process.exit(exitCodes.settings);
}

const config = parseConfig(process.env, readText);
if (!config.ok) refuse(config.error);
const missing = namedFileMistakes(config.value, readText);
if (missing.length > 0) refuse(missing);

const development = config.value.environment === "development";
const log = createLog({
  human: development,
  verbose: development,
  now: Date.now,
  write: (line) => process.stderr.write(line),
});
const webDir = config.value.webDir ?? join(import.meta.dirname, "../../web/dist");

/** A disk without space is looked at this often; what was acknowledged waits on it. */
const diskMillis = 5_000;

/** Drain, closing handshakes and checkpoint have bounds of their own; this is for a disk that hangs. */
const lastResortMillis = 15_000;

const running: { server: RunningServer | undefined } = { server: undefined };
let ending = false;
function end(): void {
  // Who asks twice does not want to wait; what was acknowledged is on disk.
  const { server } = running;
  if (ending || server === undefined) process.exit(ending ? 1 : 0);
  ending = true;
  setTimeout(() => process.exit(1), lastResortMillis).unref();
  void server.drain().finally(() => process.exit(0));
}
process.on("SIGTERM", () => ending || end());
process.on("SIGINT", end);

/**
 * As process 1 of a container: whoever starts those knows no exit codes, and would start again and
 * again what needs a person. It listens to nobody, so probes see it, and ends when it is stopped.
 */
function waitForAPerson(): Promise<never> {
  log("error", "waiting for a person");
  setInterval(() => undefined, 60_000);
  return new Promise(() => undefined);
}

/** Starts as soon as the disk allows it; every other fault needs a person, and ends the process. */
async function startWhenPossible({ value }: { readonly value: Config }): Promise<RunningServer> {
  for (;;) {
    try {
      return await startServer(value, { webDir, log });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (!isPassing(error)) {
        // A taken port, a missing certificate, a database in use: for whoever set it up, not a bug.
        process.stderr.write(`${why}\n`);
        if (!(error instanceof DatabaseRefused)) process.exit(exitCodes.failed);
        if (process.pid !== 1) process.exit(exitCodes.database);
        return waitForAPerson();
      }
      log("warn", "waiting for the disk", { why });
      await new Promise((resolve) => setTimeout(resolve, diskMillis));
    }
  }
}

running.server = await startWhenPossible(config);
log("info", "listening", { url: running.server.url, dataDir: config.value.dataDir });
