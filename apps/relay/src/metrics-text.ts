/** Metrics as Prometheus text (exposition format 0.0.4). Units are in the names; labels are bounded. */
import type { RoomLog } from "./backend/backend.ts";
import { type LatencyCounts, latencySteps } from "./latency.ts";
import { counterNames, counters } from "./metrics.ts";
import type { Load } from "./pressure.ts";
import type { Relay } from "./relay.ts";

const prefix = "festival_relay";

/** One gauge or counter with its values by label text ("" for none). */
function family(
  name: string,
  type: "counter" | "gauge",
  help: string,
  values: Iterable<readonly [labels: string, value: number]>,
): string {
  const lines = [...values].map(([labels, value]) => `${prefix}_${name}${labels} ${value}`);
  const about = [`# HELP ${prefix}_${name} ${help}`, `# TYPE ${prefix}_${name} ${type}`];
  return [...about, ...lines].join("\n");
}

/** Times as a histogram: each step counts what took at most so long. */
function histogram(name: string, help: string, { counts, sumMillis }: LatencyCounts): string {
  let sum = 0;
  const steps = counts.map((count, step) => {
    sum += count;
    const end = latencySteps[step];
    const le = end === undefined ? "+Inf" : String(end / 1_000);
    return `${prefix}_${name}_bucket{le="${le}"} ${sum}`;
  });
  return [
    `# HELP ${prefix}_${name} ${help}`,
    `# TYPE ${prefix}_${name} histogram`,
    ...steps,
    `${prefix}_${name}_sum ${sumMillis / 1_000}`,
    `${prefix}_${name}_count ${sum}`,
  ].join("\n");
}

/** Everything an operator may know: counts and sizes, never who. */
export function metricsText(
  relay: Relay,
  log: RoomLog,
  load: Load,
  peers: { readonly links: number; readonly rooms: number } = { links: 0, rooms: 0 },
): string {
  const { metrics } = relay;
  const gauges = relay.gauges();
  const stats = log.stats();
  const refusals = [...metrics.refusals()].map(([name, count]) => {
    return [`{error="${name}"}`, count] as const;
  });
  const one = (name: string, help: string, value: number) =>
    family(name, "gauge", help, [["", value]]);
  return [
    ...counterNames.map((name) =>
      family(`${name}_total`, "counter", counters[name], [["", metrics.counter(name)]]),
    ),
    histogram(
      "delivery_seconds",
      "From the commit of a message until it was written to everybody in its room.",
      metrics.deliveries(),
    ),
    family("refusals_total", "counter", "Frames refused, by the error they got.", refusals),
    one("links", "Open links.", gauges.links),
    one("links_unauthenticated", "Links that have joined nothing yet.", gauges.unauthenticated),
    one("rooms_active", "Rooms with somebody in them.", gauges.rooms),
    one("rings_bytes", "Memory of the rooms' newest records.", gauges.ringBytes),
    one("appends_under_way", "Envelopes that wait for the disk.", gauges.appendsUnderWay),
    one("joins_under_way", "Joins whose signatures are being checked.", gauges.joinsUnderWay),
    one(
      "write_seconds",
      "What one write to a socket costs, as measured.",
      gauges.writeMillis / 1_000,
    ),
    one("draining", "1 while the relay sends its links away.", gauges.draining ? 1 : 0),
    one("peer_links", "Links to other relays that exchange rooms.", peers.links),
    one("peer_rooms", "Rooms exchanged with other relays.", peers.rooms),
    one("log_rooms", "Rooms in the log.", stats.rooms),
    one("log_entries", "Envelopes in the log.", stats.entries),
    one("log_bytes", "Bytes of envelopes in the log.", stats.bytes),
    one(
      "memory_used_ratio",
      "Memory in use, of the heap or of the machine: the fuller one.",
      load.memoryShare,
    ),
    one(
      "event_loop_delay_p99_seconds",
      "How late the event loop ran, 99 % of times at most.",
      load.loopDelayP99 / 1_000,
    ),
    one("resident_memory_bytes", "Resident memory of the process.", process.memoryUsage.rss()),
    "",
  ].join("\n");
}
