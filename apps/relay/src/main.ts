/** Starts a relay from the environment, and drains it on SIGTERM or SIGINT. */
import { join } from "node:path";
import { parseConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { readText } from "./read-text.ts";
import { startServer } from "./server.ts";

const config = parseConfig(process.env, readText);
if (!config.ok) {
  for (const mistake of config.error) process.stderr.write(`${mistake}\n`);
  process.exit(2);
}

const development = config.value.environment === "development";
const log = createLog({
  human: development,
  verbose: development,
  now: Date.now,
  write: (line) => process.stderr.write(line),
});
// WEB_DIR: folder of a built web app, for images that keep it elsewhere.
const webDir = process.env["WEB_DIR"] ?? join(import.meta.dirname, "../../web/dist");
const server = await startServer(config.value, { webDir, log }).catch((error: unknown) => {
  // A taken port, a missing certificate, a database in use: for whoever set it up, not a bug.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
log("info", "listening", { url: server.url, dataDir: config.value.dataDir });

/** Drain, closing handshakes and checkpoint have bounds of their own; this is for a disk that hangs. */
const lastResortMillis = 15_000;

let ending = false;
function end(): void {
  // Who asks twice does not want to wait; what was acknowledged is on disk.
  if (ending) process.exit(1);
  ending = true;
  setTimeout(() => process.exit(1), lastResortMillis).unref();
  void server.drain().finally(() => process.exit(0));
}
process.on("SIGTERM", () => ending || end());
process.on("SIGINT", end);
