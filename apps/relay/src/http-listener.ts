/** The listening socket of the relay: plain or TLS, with the deadlines and bounds of HTTP. */
import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Config } from "./config.ts";
import type { RelayLimits } from "./relay-limits.ts";

/**
 * Not listening yet.
 * @throws when a TLS file cannot be read
 */
export function createListener(config: Config, limits: RelayLimits): Server {
  const settings = {
    maxHeaderSize: 8 * 1024,
    headersTimeout: 5_000,
    requestTimeout: 10_000,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 5_000,
    noDelay: true,
  };
  const { tls } = config;
  const server =
    tls === undefined
      ? createHttpServer(settings)
      : createTlsServer({
          ...settings,
          cert: readFileSync(tls.certFile),
          key: readFileSync(tls.keyFile),
        });
  server.maxHeadersCount = 60;
  // Links count here as well; their own time-outs begin with the upgrade.
  server.maxConnections = limits.links + limits.httpSockets;
  server.setTimeout(limits.httpStallMillis);
  return server;
}

/** Settles with the port it listens on. @throws when the address is taken */
export function listen(server: Server, config: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    // A restart in front of thousands of phones: the kernel keeps them waiting instead of refusing.
    server.listen({ port: config.port, host: config.host, backlog: 4_096 }, () => {
      server.off("error", reject);
      resolve(portOf(server));
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}
