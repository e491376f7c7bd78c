/** Runs the relay in this process, from the environment, until it is told to stop. */
import process from "node:process";
import {
  type Config,
  createLog,
  namedFileMistakes,
  parseConfig,
  readText,
  type RunningServer,
  startServer,
} from "@festival-chat/relay";

/**
 * Reads the settings.
 * @throws Error that says which of them cannot be used, and what to do about it
 */
export const readConfig = (settings: NodeJS.ProcessEnv): Config => {
  const config = parseConfig(settings, readText);
  const mistakes = config.ok ? namedFileMistakes(config.value, readText) : config.error;
  if (config.ok && mistakes.length === 0) return config.value;
  throw new Error(`These settings cannot be used:\n${mistakes.join("\n")}`);
};

/**
 * Starts the relay; its log goes to standard error.
 * @param webDir the built web app; undefined when something else serves it
 * @throws Error that says what to do, when the port is taken
 */
export const startRelay = async (
  config: Config,
  webDir: string | undefined,
): Promise<RunningServer> => {
  const log = createLog({
    human: config.environment === "development",
    verbose: false,
    now: Date.now,
    write: (line) => process.stderr.write(line),
  });
  try {
    return await startServer(config, webDir === undefined ? { log } : { log, webDir });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
      const taken = `Port ${config.port} is taken. Stop what uses it, or set PORT to another one.`;
      throw new Error(taken, { cause: error });
    }
    throw error;
  }
};

/** A terminal's Ctrl+C reaches this process, and npm passes it on once more: both are one wish. */
const oneWishMillis = 500;

/**
 * Drains the relay on SIGINT or SIGTERM: links are told, acknowledgements flushed, the database
 * closed. Asked again later, it ends at once; what was acknowledged is on disk.
 * @param first what to close before the relay
 */
export const stopOnSignals = (
  relay: RunningServer,
  first: () => Promise<void> = async () => undefined,
): void => {
  let since: number | undefined;
  const stop = async (): Promise<void> => {
    const now = performance.now();
    if (since !== undefined) {
      if (now - since > oneWishMillis) process.exit(130);
      return;
    }
    since = now;
    process.stdout.write("\nStopping. Press Ctrl+C again to stop at once.\n");
    await first();
    await relay.drain();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
};
