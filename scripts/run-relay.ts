/** Runs the relay in this process, from the environment, until it is told to stop. */
import process from "node:process";
import { parseConfig, type startServer } from "@festival-chat/relay";

export type RelayConfig = Extract<ReturnType<typeof parseConfig>, { readonly ok: true }>["value"];
export type RunningRelay = Awaited<ReturnType<typeof startServer>>;

/**
 * Reads the settings.
 * @throws Error that says which of them cannot be used
 */
export const readConfig = (settings: NodeJS.ProcessEnv): RelayConfig => {
  const config = parseConfig(settings);
  if (config.ok) return config.value;
  throw new Error(`These settings cannot be used:\n${config.error.join("\n")}`);
};

/**
 * Drains the relay on SIGINT or SIGTERM: links are told, acknowledgements flushed, the database
 * closed. A second signal ends the process at once, which loses nothing either.
 */
export const stopOnSignals = (relay: RunningRelay, also: () => Promise<void>): void => {
  let stopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (stopping) process.exit(130);
    stopping = true;
    process.stdout.write("\nStopping. Press Ctrl+C again to stop at once.\n");
    await also();
    // A deploy spreads the reconnects of thousands; somebody at a keyboard wants to go.
    if (signal === "SIGTERM") await relay.drain();
    await relay.close();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
};
