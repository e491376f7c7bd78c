/** Memory of idle links. */
import { execFileSync } from "node:child_process";
import { blastRelay } from "../blast-relay.ts";
import type { Figure, Part } from "../figure.ts";
import { startRelay } from "../server-process.ts";

const wanted = 20_000;

/** Links one process may have open here: a file each, and a few for itself. */
function possibleLinks(): number {
  const limit = Number(execFileSync("sh", ["-c", "ulimit -Hn"], { encoding: "utf8" }));
  return Number.isNaN(limit) ? wanted : Math.min(wanted, limit - 100);
}

async function measure(): Promise<readonly Figure[]> {
  const links = possibleLinks();
  const relay = await startRelay();
  try {
    const crowd = { rooms: 20, members: Math.floor(links / 20) };
    const flags = ["--rate", 1, "--secs", 1, "--settle", 5, "--p99", 60_000];
    const { server, connected, connect_s: seconds } = await blastRelay(relay, crowd, flags);
    return [
      {
        what: "idle resident memory of a link",
        value: server.rss_per_conn / 1_024,
        unit: "KiB",
        better: "less",
        ship: 15,
        stretch: 10,
        note: `${connected.toLocaleString("en")} links in 20 rooms, seated in ${seconds.toFixed(1)} s`,
      },
    ];
  } finally {
    await relay.stop();
  }
}

export const idle: Part = { name: "idle", run: measure };
