/** Counts of one relay. Names and labels are fixed here, so that no peer can make the set grow. */
import { type WireErrorName, wireErrors } from "@festival-chat/protocol/wire";

export const counterNames = [
  "links_accepted",
  "links_closed",
  "handshakes_refused",
  "joins",
  "resumes",
  "rooms_opened",
  "frames_in",
  "frames_unknown",
  "bytes_in",
  "publishes",
  "publishes_known",
  "writes",
  "bytes_out",
  "flushes",
  "pages",
  "resets",
  "store_reads",
  "lossy_dropped",
  "lossy_limited",
  "links_dead",
  "rings",
  "subscribes_refused",
  "pushes",
  "pushes_gone",
  "pushes_failed",
  "pushes_shed",
] as const;

export type CounterName = (typeof counterNames)[number];

export interface Metrics {
  add(name: CounterName, by?: number): void;
  refused(error: WireErrorName): void;
  counter(name: CounterName): number;
  /** Refusals by the name of their error; every error is present. */
  refusals(): ReadonlyMap<WireErrorName, number>;
}

export function createMetrics(): Metrics {
  const counts = new Map<CounterName, number>(counterNames.map((name) => [name, 0]));
  const refusals = new Map<WireErrorName, number>();
  for (const name of Object.keys(wireErrors)) {
    // Object.keys forgets the key type of a const object.
    refusals.set(name as WireErrorName, 0);
  }
  return {
    add: (name, by = 1) => void counts.set(name, (counts.get(name) ?? 0) + by),
    refused: (error) => void refusals.set(error, (refusals.get(error) ?? 0) + 1),
    counter: (name) => counts.get(name) ?? 0,
    refusals: () => refusals,
  };
}
