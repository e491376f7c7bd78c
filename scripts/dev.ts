/**
 * `npm run dev`: the relay, and the web app as its sources are at this moment, on one address. Vite
 * serves the page and passes everything of the relay's on to it.
 */
import { networkInterfaces } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { createServer } from "vite";
import { greet, type Running } from "../apps/cli/src/serve/greeting.ts";
import { findLanAddress, isLoopback } from "../apps/cli/src/serve/lan-address.ts";
import { readOptions } from "./options.ts";
import { root } from "./root.ts";
import { readConfig, startRelay, stopOnSignals } from "../apps/cli/src/serve/run-relay.ts";

/** What the relay answers; everything else is the page. */
const relayPaths = ["/ws", "/config.json", "/health", "/ready", "/metrics"];

readOptions(
  `npm run dev

Runs the relay, and the web app as its sources are at each moment, on one address until Ctrl+C. It has no
options: what can be set is an environment variable, as PORT and DATA_DIR; docs/operating.md has them all.`,
  {},
);
try {
  const config = readConfig(process.env);
  // The relay takes any free port of this machine; people see Vite's.
  const relay = await startRelay(
    { ...config, host: "127.0.0.1", port: 0, tls: undefined },
    undefined,
  );
  const target = `http://127.0.0.1:${relay.port}`;
  // The Host header stays as the browser sent it, so that the relay's check of origins holds.
  const proxy = Object.fromEntries(
    relayPaths.map((path) => [path, { target, ws: path === "/ws", changeOrigin: false }]),
  );
  const vite = await createServer({
    root: join(root, "apps", "web"),
    server: { port: config.port, strictPort: true, host: config.host, proxy },
  });
  await vite.listen();
  stopOnSignals(relay, () => vite.close());
  const running: Running = {
    scheme: "http",
    port: config.port,
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
