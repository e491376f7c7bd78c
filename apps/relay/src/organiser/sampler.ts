/** Figures of the last hours: one sample a minute, made from counters that only rise. In memory. */
import {
  type Count,
  type Figures,
  maxSamples,
  type Sample,
  toCount,
} from "@festival-chat/protocol/organiser";
import type { Millis } from "@festival-chat/protocol/wire";
import { type LatencyCounts, percentileBetween } from "../latency.ts";

/** What is read at each look: sizes of the moment and counters since the start. */
export interface Reading {
  readonly connections: number;
  readonly rooms: number;
  readonly storageBytes: number;
  readonly memoryBytes: number;
  readonly loopDelayMillis: number;
  readonly messages: number;
  readonly refusals: number;
  readonly pushesSent: number;
  readonly pushesFailed: number;
  readonly deliveries: LatencyCounts;
}

export interface Sampler {
  /** Closes the minute if it is over. Call it more often than once a minute. */
  tick(): void;
  /** Samples that ended after this time. */
  figures(after: Millis): Figures;
}

const minuteMillis = 60_000;

export function createSampler(read: () => Reading, now: () => Millis): Sampler {
  const startedAt = now();
  const samples: Sample[] = [];
  let begin = { at: startedAt, reading: read() };

  function sampleOf(at: Millis, reading: Reading): Sample {
    const before = begin.reading;
    const rise = (name: "messages" | "refusals" | "pushesSent" | "pushesFailed"): Count =>
      toCount(Math.max(0, reading[name] - before[name]));
    const percentile = (share: number): Millis =>
      percentileBetween(before.deliveries, reading.deliveries, share);
    return {
      at,
      connections: toCount(reading.connections),
      rooms: toCount(reading.rooms),
      messages: rise("messages"),
      refusals: rise("refusals"),
      delivery50Millis: percentile(0.5),
      delivery95Millis: percentile(0.95),
      storageBytes: reading.storageBytes,
      memoryBytes: reading.memoryBytes,
      loopDelayMillis: Math.round(reading.loopDelayMillis * 10) / 10,
      pushesSent: rise("pushesSent"),
      pushesFailed: rise("pushesFailed"),
    };
  }

  return {
    tick() {
      const at = now();
      if (at - begin.at < minuteMillis) return;
      const reading = read();
      samples.push(sampleOf(at, reading));
      if (samples.length > maxSamples) samples.shift();
      begin = { at, reading };
    },
    figures(after) {
      const at = now();
      return {
        now: at,
        startedAt,
        current: sampleOf(at, read()),
        samples: samples.filter((sample) => sample.at > after),
      };
    },
  };
}

/** Samples as a table (RFC 4180). Nothing in it is text, so nothing needs quotes. */
export function samplesAsCsv(samples: readonly Sample[]): string {
  const names = [
    "at",
    "connections",
    "rooms",
    "messages",
    "refusals",
    "delivery50Millis",
    "delivery95Millis",
    "storageBytes",
    "memoryBytes",
    "loopDelayMillis",
    "pushesSent",
    "pushesFailed",
  ] as const satisfies readonly (keyof Sample)[];
  const lines = samples.map((sample) =>
    names
      .map((name) => (name === "at" ? new Date(sample.at).toISOString() : String(sample[name])))
      .join(","),
  );
  return `${[names.join(","), ...lines].join("\r\n")}\r\n`;
}
