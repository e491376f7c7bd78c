/** Metrics as Prometheus text (exposition format 0.0.4). Units are in the names; labels are bounded. */
import type { RoomLog } from "./backend/backend.ts";
import { counterNames } from "./metrics.ts";
import type { Load } from "./pressure.ts";
import type { Relay } from "./relay.ts";

const prefix = "festival_relay";

/** One gauge or counter with its values by label text ("" for none). */
function family(
  name: string,
  type: "counter" | "gauge",
  values: Iterable<readonly [labels: string, value: number]>,
): string {
  const lines = [...values].map(([labels, value]) => `${prefix}_${name}${labels} ${value}`);
  return [`# TYPE ${prefix}_${name} ${type}`, ...lines].join("\n");
}

/** Everything an operator may know: counts and sizes, never who. */
export function metricsText(relay: Relay, log: RoomLog, load: Load): string {
  const { metrics } = relay;
  const gauges = relay.gauges();
  const stats = log.stats();
  const refusals = [...metrics.refusals()].map(([name, count]) => {
    return [`{error="${name}"}`, count] as const;
  });
  const one = (name: string, value: number) => family(name, "gauge", [["", value]]);
  return [
    ...counterNames.map((name) =>
      family(`${name}_total`, "counter", [["", metrics.counter(name)]]),
    ),
    family("refusals_total", "counter", refusals),
    one("links", gauges.links),
    one("links_unauthenticated", gauges.unauthenticated),
    one("rooms_active", gauges.rooms),
    one("rings_bytes", gauges.ringBytes),
    one("appends_under_way", gauges.appendsUnderWay),
    one("joins_under_way", gauges.joinsUnderWay),
    one("write_seconds", gauges.writeMillis / 1_000),
    one("draining", gauges.draining ? 1 : 0),
    one("log_rooms", stats.rooms),
    one("log_entries", stats.entries),
    one("log_bytes", stats.bytes),
    one("memory_used_ratio", load.memoryShare),
    one("event_loop_delay_p99_seconds", load.loopDelayP99 / 1_000),
    one("resident_memory_bytes", process.memoryUsage.rss()),
    "",
  ].join("\n");
}
