/** `npm start`: builds what is not built yet, then runs the whole product on one port. */
import { networkInterfaces } from "node:os";
import { resolve } from "node:path";
import process from "node:process";
import { buildWeb, webDir } from "./build-web.ts";
import { greet, type Running } from "../apps/cli/src/serve/greeting.ts";
import { findLanAddress, isLoopback } from "../apps/cli/src/serve/lan-address.ts";
import { readConfig, startRelay, stopOnSignals } from "../apps/cli/src/serve/run-relay.ts";
import { readOptions } from "./options.ts";

readOptions(
  `npm start

Builds what is not built yet, and runs the whole product on one port until Ctrl+C. It has no options:
what can be set is an environment variable, as PORT, HOST and DATA_DIR; docs/operating.md has them all.`,
  {},
);
try {
  const config = readConfig(process.env);
  if (config.webDir === undefined) {
    const build = await buildWeb({ force: false });
    if (build.kind === "built") process.stdout.write("Built the web app.\n");
  }
  const relay = await startRelay(config, config.webDir ?? webDir);
  stopOnSignals(relay);
  const running: Running = {
    scheme: config.tls === undefined ? "http" : "https",
    port: relay.port,
    publicUrl: config.publicUrl,
    lanAddress: findLanAddress(networkInterfaces()),
    reachable: !isLoopback(config.host),
    dataDir: resolve(config.dataDir),
    environment: config.environment,
  };
  process.stdout.write(greet(running, process.stdout.isTTY));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
