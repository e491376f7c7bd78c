/**
 * The relay under measurement: production settings, SQLite with synchronous=FULL, and only those
 * limits raised that would refuse a load that comes from one address and ten publishers.
 *
 * Parent and child speak over IPC: see `RelayQuestion` and `RelayAnswer`.
 */
import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseConfig, type RelayLimits, startServer } from "@festival-chat/relay";

/** What the parent may ask. */
export type RelayQuestion = "reset" | "figures";

/** What the child says: its port once, then one answer to each "figures". */
export type RelayAnswer =
  | { readonly kind: "listening"; readonly port: number }
  | {
      readonly kind: "figures";
      /** Event-loop delay since "reset", 99th percentile in milliseconds. */
      readonly loopDelayP99Millis: number;
      /** Bytes the process holds for sockets that do not take them, for each such socket. */
      readonly pendingBytes: readonly number[];
    };

const endless = { perSecond: 1e9, burst: 1e9 };

const benchLimits: Partial<RelayLimits> = {
  // One generator behind one address.
  unauthenticated: 25_000,
  unauthenticatedPerIp: 25_000,
  linksPerIp: 25_000,
  handshakesPerIp: endless,
  handshakes: { perSecond: 5_000, burst: 20_000 },
  roomCreations: endless,
  // Tickets are collected on one link, for a few hundred devices that all links share.
  joinAttemptsPerLink: 100_000,
  joiningPerLink: 1_000,
  linksPerDevice: 1_000,
  // Publishers that stand for a crowd.
  frames: endless,
  publish: endless,
  publishBytes: endless,
  roomPublish: endless,
  appendsPerLink: 8_192,
  // Seating ten thousand at once is part of no measurement.
  loopDelayMillis: 10_000,
};

// Interval between two looks; the histogram counts it in.
const resolution = 1;

async function run(): Promise<void> {
  const config = parseConfig({ ...process.env, HOST: "127.0.0.1", FESTIVAL_ENV: "production" });
  if (!config.ok) throw new Error(config.error.join("\n"));
  const sockets = new Set<Socket>();
  if (process.env["BENCH_SOCKETS"] === "1") watchSockets(sockets);
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  const strict = process.env["BENCH_LIMITS"] === "handshakes";
  const limits = strict ? asInstalledAtStart() : benchLimits;
  const server = await startServer(config.value, { limits });
  const say = (answer: RelayAnswer): void => void process.send?.(answer);
  process.on("message", (question: RelayQuestion) => {
    if (question === "reset") return delays.reset();
    const loopDelayP99Millis = Math.max(0, delays.percentile(99) / 1e6 - resolution);
    say({
      kind: "figures",
      loopDelayP99Millis,
      pendingBytes: [...sockets].map((socket) => socket.writableLength).filter((n) => n > 0),
    });
  });
  process.on("disconnect", () => process.exit(0));
  say({ kind: "listening", port: server.port });
}

/** Handshakes and load shedding as installed: part of what a restart is about. */
function asInstalledAtStart(): Partial<RelayLimits> {
  const { handshakes: _, loopDelayMillis: __, ...others } = benchLimits;
  return others;
}

function watchSockets(sockets: Set<Socket>): void {
  subscribe("net.server.socket", (message) => {
    if (typeof message !== "object" || message === null || !("socket" in message)) return;
    // The channel's contract: its message holds the accepted socket.
    const socket = message.socket as Socket;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
}

await run();
