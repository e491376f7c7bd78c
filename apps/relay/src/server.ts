/** The whole relay as a running process: composes backend, relay, gateway and HTTP. */
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openSqliteBackend } from "./backend/embedded/sqlite.ts";
import type { Config } from "./config.ts";
import { verifyEd25519 } from "./ed25519.ts";
import { claimDataDir } from "./environment-mark.ts";
import { attachGateway } from "./gateway.ts";
import { createHttp } from "./http.ts";
import { createListener, listen } from "./http-listener.ts";
import { iceServersAt } from "./ice-servers.ts";
import { type Log, silentLog } from "./log.ts";
import { metricsText } from "./metrics-text.ts";
import { allowsOrigin } from "./origin-policy.ts";
import { createMetrics } from "./metrics.ts";
import { readFigures } from "./organiser/read-figures.ts";
import { startOrganiser } from "./organiser/start-organiser.ts";
import { createPressureGauge } from "./pressure.ts";
import { peerGroup, peerTicketKey } from "./peering/peer-key.ts";
import { startPeering } from "./peering/start-peering.ts";
import { startPush } from "./push/start-push.ts";
import { createRelay, type Relay } from "./relay.ts";
import { type RelayLimits, withLimits } from "./relay-limits.ts";
import { startRetaining } from "./retaining.ts";
import { loadWebApp } from "./static.ts";
import { loadTicketKey } from "./ticket-key.ts";
import { createWaker } from "./waker.ts";

export interface ServerOptions {
  /** Folder of the built web app; without one, only the relay is served. */
  readonly webDir?: string;
  readonly log?: Log;
  readonly limits?: Partial<RelayLimits>;
  /** Version of this build, for /config.json. */
  readonly version?: string;
}

export interface RunningServer {
  readonly port: number;
  /** Address on this machine, without a trailing slash. */
  readonly url: string;
  readonly relay: Relay;
  /** Says bye, flushes acks, closes links and database. Ends within limits.drainMillis and a little. */
  drain(): Promise<void>;
  /** Stops at once: links are cut, what was acknowledged is on disk. */
  close(): Promise<void>;
}

/**
 * Starts a relay.
 * @throws when the address is taken, a TLS file cannot be read or the data must not be used
 */
export async function startServer(
  config: Config,
  options: ServerOptions = {},
): Promise<RunningServer> {
  const { log = silentLog, version = "0.1.0" } = options;
  const limits = withLimits(options.limits);
  mkdirSync(config.dataDir, { recursive: true });
  claimDataDir(config.dataDir, config.environment);
  // Before anything is open: on a full disk it cannot be made, and the start is tried again.
  const ticketKey = loadTicketKey(config.dataDir);
  const metrics = createMetrics();
  const push = startPush(config, limits, metrics);
  if (push === undefined) {
    log("warn", "nobody is pushed to: set PUSH_CONTACT or an https PUBLIC_URL");
  }
  const office = unless(
    () => startOrganiser(config, Date.now),
    () => push?.doorbell.close(),
  );
  let writes = true;
  let storageNoticeAt = -Infinity;
  const backend = await openSqliteBackend({
    path: join(config.dataDir, "relay.sqlite"),
    onEvent: (event) => {
      // Reads go on, so that members keep their history until somebody restarts the process.
      if (event.kind === "writer-stopped") writes = false;
      log("warn", `database ${event.kind}`);
    },
  }).catch((error: unknown) => {
    push?.doorbell.close();
    office?.close();
    throw error;
  });
  const gauge = createPressureGauge(limits);
  const waker = createWaker(() => relay.tick());
  const ownOrigins = config.publicUrl === undefined ? [] : [new URL(config.publicUrl).origin];
  const policy = {
    webOrigins: [...config.webOrigins, ...ownOrigins],
    allowsMissing: config.allowsMissingOrigin,
  };
  const relay: Relay = createRelay({
    backend,
    environment: config.environment,
    now: Date.now,
    monotonic: () => performance.now(),
    random: (length) => randomBytes(length),
    verify: verifyEd25519,
    ticketKey,
    peerKey: config.peerKey && peerTicketKey(config.peerKey),
    wake: waker.wake,
    allowsOrigin: (origin, host) => allowsOrigin(policy, origin, host),
    limits,
    metrics,
    ...(push === undefined ? {} : { reach: push.doorbell }),
    ...(office === undefined ? {} : { warden: office.warden }),
    pressure: gauge.pressure,
    onNotice: ({ kind, ...fields }) => {
      if (kind !== "storage-failed") return log("debug", kind, fields);
      office?.note(kind);
      if (Date.now() - storageNoticeAt < limits.storageNoticeMillis) return;
      storageNoticeAt = Date.now();
      log("warn", kind, fields);
    },
  });

  const door = office?.open({
    metrics,
    log: backend.log,
    government: relay.government,
    doorbell: push?.doorbell,
    version,
    read: () => readFigures(relay, backend.log, gauge.load()),
  });

  const webApp = options.webDir === undefined ? undefined : await loadWebApp(options.webDir);
  const server = createListener(config, limits);
  server.on(
    "request",
    createHttp({
      webApp,
      webConfig: () => ({
        environment: config.environment,
        relay: config.relayUrl ?? null,
        eventTag: config.eventTag,
        openRooms: config.openRooms,
        iceServers: iceServersAt(config.iceServers, config.turnSecret, Date.now()),
        pushKey: push?.publicKey ?? null,
        version,
        peerGroup: config.peerKey === undefined ? null : peerGroup(config.peerKey),
        organiserKey: null,
        organiserSuccessions: [],
        ...office?.published(),
      }),
      ...(door === undefined ? {} : { organiser: door.answer }),
      headers: {
        relays: [
          ...(config.relayUrl === undefined ? [] : [config.relayUrl]),
          ...ownOrigins.map((origin) => origin.replace(/^http/, "ws")),
        ],
        hsts: config.environment === "production",
      },
      ready: () => writes && !relay.gauges().draining,
      metricsText: () => metricsText(relay, backend.log, gauge.load(), peers?.status()),
    }),
  );
  const gateway = attachGateway(server, {
    relay,
    allowsMissingOrigin: config.allowsMissingOrigin,
    trustsProxy: config.trustsProxy,
    now: Date.now,
  });

  const looking = setInterval(() => {
    gauge.look();
    if (gauge.pressure() !== "none") office?.note("pressure");
    door?.tick();
  }, 1_000);
  const stopRetaining = startRetaining({
    log: backend.log,
    limits,
    tell: log,
    kept: () =>
      office?.retention() ?? {
        hours: config.retentionHours,
        megabytes: config.retentionMegabytes,
      },
    trimBeside: () => push?.doorbell.trim(),
    trimmed: relay.trimmed,
  });
  const peers = startPeering(
    config,
    backend,
    relay,
    limits,
    log,
    (room) => office?.warden.keeps(room) ?? true,
  );
  let stopping = false;
  async function stop(): Promise<void> {
    if (stopping) return;
    stopping = true;
    clearInterval(looking);
    stopRetaining();
    gauge.stop();
    peers?.close();
    gateway.destroy();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    waker.stop();
    push?.doorbell.close();
    office?.close();
    await backend.log.close();
  }

  const port = await listen(server, config).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const scheme = config.tls === undefined ? "http" : "https";
  return {
    port,
    url: `${scheme}://localhost:${port}`,
    relay,
    async drain() {
      server.close();
      const links = relay.gauges().links;
      log("info", "draining", { links });
      await within(limits.drainMillis, relay.drain(config.reconnectMillis));
      // The closing handshakes: a peer that answers is gone within a round trip.
      await within(
        1_000,
        until(() => relay.gauges().links === 0),
      );
      await stop();
      log("info", "drained", {});
    },
    close: stop,
  };
}

/** What `start` gives; when it throws, `undo` comes first. */
function unless<T>(start: () => T, undo: () => void): T {
  try {
    return start();
  } catch (error) {
    undo();
    throw error;
  }
}

/** Waits for `work`, but no longer than this. */
async function within(millis: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const bound = new Promise<void>((resolve) => (timer = setTimeout(resolve, millis)));
  await Promise.race([work, bound]);
  clearTimeout(timer);
}

async function until(condition: () => boolean): Promise<void> {
  for (let looks = 0; looks < 200 && !condition(); looks++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
