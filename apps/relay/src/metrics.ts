/** Counts of one relay. Names and labels are fixed here, so that no peer can make the set grow. */
import { type Millis, type WireErrorName, wireErrors } from "@festival-chat/protocol/wire";
import { createLatency, type LatencyCounts } from "./latency.ts";

/** Everything that is counted, with what it counts. */
export const counters = {
  links_accepted: "WebSocket links that were let in.",
  links_closed: "Links that ended, by either side.",
  handshakes_refused: "Upgrades refused: foreign origin, too many links, or admission.",
  joins: "Joins checked by signatures.",
  resumes: "Joins by ticket.",
  rooms_opened: "Rooms brought into memory.",
  frames_in: "Frames received.",
  frames_unknown: "Frames of a type this version does not know.",
  bytes_in: "Bytes received in frames.",
  publishes: "Envelopes committed.",
  publishes_known: "Envelopes that the log had already.",
  writes: "Writes to sockets.",
  bytes_out: "Bytes written to sockets.",
  flushes: "Flushes of rooms: what gathered since the last one, once for everybody.",
  pages: "Pages of older records sent.",
  resets: "Clients told to go on elsewhere in the log.",
  store_reads: "Reads of the database.",
  lossy_dropped: "Typing and positions dropped for slow links.",
  lossy_limited: "Typing and positions refused by their limit.",
  links_dead: "Links that answered no ping.",
  peer_taken: "Envelopes that another relay had and this one lacked.",
  peer_given: "Envelopes that another relay took from this one.",
  peer_refused: "Envelopes that another relay will never take from this one.",
  rings: "Messages that asked to ring phones.",
  subscribes_refused: "Push subscriptions refused.",
  pushes: "Pushes that a push service took.",
  pushes_gone: "Subscriptions removed because their push service knows them no more.",
  pushes_failed: "Pushes given up after their retries.",
  pushes_shed: "Pushes not sent because too many waited.",
  announcements_sent: "Announcements of the organiser written to links.",
  announcements_seen: "Words of phones that they have an announcement, opened it or ask for help.",
  joins_banned: "Joins refused because the organiser banned the device or deleted the room.",
  organiser_sign_ins: "Organisers who signed in.",
  organiser_sign_ins_refused: "Tries to sign in as an organiser that were not right.",
  organiser_acts: "Acts of organisers that were carried out.",
} as const;

export const counterNames = Object.keys(counters) as readonly (keyof typeof counters)[];

export type CounterName = keyof typeof counters;

export interface Metrics {
  add(name: CounterName, by?: number): void;
  refused(error: WireErrorName): void;
  /** A flush was written to everybody; so long ago its oldest message was committed. */
  delivered(millis: Millis): void;
  deliveries(): LatencyCounts;
  counter(name: CounterName): number;
  /** Refusals by the name of their error; every error is present. */
  refusals(): ReadonlyMap<WireErrorName, number>;
}

export function createMetrics(): Metrics {
  const counts = new Map<CounterName, number>(counterNames.map((name) => [name, 0]));
  const latency = createLatency();
  const refusals = new Map<WireErrorName, number>();
  for (const name of Object.keys(wireErrors)) {
    // Object.keys forgets the key type of a const object.
    refusals.set(name as WireErrorName, 0);
  }
  return {
    add: (name, by = 1) => void counts.set(name, (counts.get(name) ?? 0) + by),
    refused: (error) => void refusals.set(error, (refusals.get(error) ?? 0) + 1),
    delivered: latency.took,
    deliveries: latency.counts,
    counter: (name) => counts.get(name) ?? 0,
    refusals: () => refusals,
  };
}
