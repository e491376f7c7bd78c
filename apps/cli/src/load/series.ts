/** How a load run went over time: one sample a second, for drawing. */
import { createHistogram } from "./histogram.ts";
import type { Counts } from "./report.ts";

/** One second of a run. */
export interface Sample {
  /** Seconds since the start. */
  readonly at: number;
  readonly connected: number;
  readonly sentPerSecond: number;
  readonly deliveredPerSecond: number;
  /** Send to received, 99th percentile of this second; undefined when nothing arrived in it. */
  readonly p99Millis: number | undefined;
}

export interface Series {
  /** Takes a sample of what happened since the last one. */
  sample(now: number): Sample;
  readonly samples: readonly Sample[];
}

/** @param counts of the run, whose window it empties; @param startedAt monotonic milliseconds */
export function createSeries(counts: Counts, startedAt: number): Series {
  const samples: Sample[] = [];
  let last = { at: startedAt, sent: 0, delivered: 0 };
  return {
    samples,
    sample(now) {
      const seconds = Math.max(0.001, (now - last.at) / 1_000);
      const sample: Sample = {
        at: (now - startedAt) / 1_000,
        connected: counts.present,
        sentPerSecond: (counts.sent - last.sent) / seconds,
        deliveredPerSecond: (counts.delivered - last.delivered) / seconds,
        p99Millis: counts.window.percentile(0.99),
      };
      last = { at: now, sent: counts.sent, delivered: counts.delivered };
      counts.window = createHistogram();
      samples.push(sample);
      return sample;
    },
  };
}
