/** serve: a relay on this machine, as `npm start` runs it but with what is built already. */
import { existsSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join, resolve } from "node:path";
import type { CommandContext } from "../command-context.ts";
import type { ExitName } from "../exit-codes.ts";
import { greet } from "./greeting.ts";
import { findLanAddress, isLoopback } from "./lan-address.ts";
import { readConfig, startRelay } from "./run-relay.ts";

/** The web app, where `npm run build` puts it. */
const builtDir = join(import.meta.dirname, "..", "..", "..", "web", "dist");

/** Runs until the process is asked to end, then drains: what was acknowledged is on disk. */
export async function serve(
  { peers }: { readonly peers: string | undefined },
  { output, signal }: CommandContext,
): Promise<ExitName> {
  let webDir: string = builtDir;
  let server: Awaited<ReturnType<typeof startRelay>>;
  let config: ReturnType<typeof readConfig>;
  try {
    config = readConfig(peers === undefined ? process.env : { ...process.env, PEERS: peers });
    webDir = config.webDir ?? builtDir;
    server = await startRelay(config, webDir);
  } catch (error) {
    output.say(error instanceof Error ? error.message : String(error));
    return "failed";
  }
  output.line(
    greet(
      {
        scheme: config.tls === undefined ? "http" : "https",
        port: server.port,
        publicUrl: config.publicUrl,
        lanAddress: findLanAddress(networkInterfaces()),
        reachable: !isLoopback(config.host),
        dataDir: resolve(config.dataDir),
        environment: config.environment,
      },
      process.stdout.isTTY,
    ),
  );
  if (!existsSync(join(webDir, "index.html")))
    output.line("The web app is not built: npm run build, and start again.");
  const { promise, resolve: ended } = Promise.withResolvers<void>();
  if (signal.aborted) ended();
  else signal.addEventListener("abort", () => ended());
  await promise;
  output.say("Stopping. Press Ctrl+C again to stop at once.");
  await server.drain();
  return "ok";
}
