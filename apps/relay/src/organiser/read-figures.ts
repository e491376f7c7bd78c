/** The figures of a running relay, as the console's samples take them. */
import type { RoomLog } from "../backend/backend.ts";
import type { Load } from "../pressure.ts";
import type { Relay } from "../relay.ts";
import type { Reading } from "./sampler.ts";

export function readFigures(relay: Relay, log: RoomLog, load: Load): Reading {
  const { metrics } = relay;
  const gauges = relay.gauges();
  let refusals = 0;
  for (const count of metrics.refusals().values()) refusals += count;
  return {
    connections: gauges.links,
    rooms: gauges.rooms,
    storageBytes: log.stats().bytes,
    memoryBytes: process.memoryUsage.rss(),
    loopDelayMillis: load.loopDelayP99,
    messages: metrics.counter("publishes"),
    refusals,
    pushesSent: metrics.counter("pushes"),
    pushesFailed: metrics.counter("pushes_failed"),
    deliveries: metrics.deliveries(),
  };
}
