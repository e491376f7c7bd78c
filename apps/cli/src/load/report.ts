/** What a load run found: counted while it runs, told at its end. */
import type { Scenario } from "../invocation.ts";
import { createHistogram, type Histogram } from "./histogram.ts";

export interface Counts {
  connected: number;
  /** Clients that are in their room at this moment. */
  present: number;
  /** Clients that never got into their room. */
  failed: number;
  sent: number;
  acknowledged: number;
  /** Publishes the relay refused, by the name of the refusal. */
  readonly refusedByName: Map<string, number>;
  delivered: number;
  duplicates: number;
  cuts: number;
  reconnects: number;
  /** When members were told to come back by a relay that ended. */
  readonly slotsMillis: number[];
  readonly ackLatency: Histogram;
  readonly deliveryLatency: Histogram;
  /** The same as deliveryLatency, of the last second only: see series.ts. */
  window: Histogram;
  /** Of those who read nothing for a while. */
  readonly slowLatency: Histogram;
  readonly joinTime: Histogram;
  /** From asking for the announcement to each client that has it. */
  readonly announceTime: Histogram;
  readonly reconnectTime: Histogram;
}

export const createCounts = (): Counts => ({
  connected: 0,
  present: 0,
  failed: 0,
  sent: 0,
  acknowledged: 0,
  refusedByName: new Map(),
  delivered: 0,
  duplicates: 0,
  cuts: 0,
  reconnects: 0,
  slotsMillis: [],
  ackLatency: createHistogram(),
  deliveryLatency: createHistogram(),
  window: createHistogram(),
  slowLatency: createHistogram(),
  joinTime: createHistogram(),
  announceTime: createHistogram(),
  reconnectTime: createHistogram(),
});

/** p50, p90, p99, p99.9 and the longest, in milliseconds; null when nothing was measured. */
export interface Percentiles {
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
  readonly p999: number | null;
  readonly max: number | null;
}

const rounded = (millis: number | undefined): number | null =>
  millis === undefined ? null : Math.round(millis * 100) / 100;

export const percentiles = (histogram: Histogram): Percentiles => ({
  p50: rounded(histogram.percentile(0.5)),
  p90: rounded(histogram.percentile(0.9)),
  p99: rounded(histogram.percentile(0.99)),
  p999: rounded(histogram.percentile(0.999)),
  max: rounded(histogram.percentile(1)),
});

export interface LoadReport {
  readonly scenario: Scenario;
  readonly mode: "engine" | "raw";
  readonly clients: number;
  readonly rooms: number;
  readonly failedClients: number;
  readonly seconds: number;
  readonly sent: number;
  readonly acknowledged: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly delivered: number;
  readonly sentPerSecond: number;
  readonly acknowledgedPerSecond: number;
  readonly deliveredPerSecond: number;
  /** Acknowledged, but not with every member of the room at the end. */
  readonly lost: number;
  readonly duplicates: number;
  /** Sent and neither acknowledged nor refused at the end. */
  readonly unanswered: number;
  readonly cuts: number;
  readonly reconnects: number;
  readonly ackMillis: Percentiles;
  readonly deliveryMillis: Percentiles;
  /** Of those who read nothing while others talked; not part of deliveryMillis. */
  readonly slowMillis: Percentiles;
  readonly joinMillis: Percentiles;
  /** Clients that were reached by the announcement, and how long that took. */
  readonly announced: number;
  readonly announceMillis: Percentiles;
  readonly reconnectMillis: Percentiles;
}

export interface Run {
  readonly scenario: Scenario;
  readonly mode: "engine" | "raw";
  readonly clients: number;
  readonly rooms: number;
  /** How long was sent. */
  readonly seconds: number;
  readonly lost: number;
}

export function createReport(run: Run, counts: Counts): LoadReport {
  const refused = Object.fromEntries(counts.refusedByName);
  const refusals = [...counts.refusedByName.values()].reduce((sum, n) => sum + n, 0);
  const perSecond = (count: number): number => Math.round((10 * count) / run.seconds) / 10;
  return {
    scenario: run.scenario,
    mode: run.mode,
    clients: run.clients,
    rooms: run.rooms,
    failedClients: counts.failed,
    seconds: Math.round(run.seconds * 10) / 10,
    sent: counts.sent,
    acknowledged: counts.acknowledged,
    refused,
    delivered: counts.delivered,
    sentPerSecond: perSecond(counts.sent),
    acknowledgedPerSecond: perSecond(counts.acknowledged),
    deliveredPerSecond: perSecond(counts.delivered),
    lost: run.lost,
    duplicates: counts.duplicates,
    unanswered: Math.max(0, counts.sent - counts.acknowledged - refusals),
    cuts: counts.cuts,
    reconnects: counts.reconnects,
    ackMillis: percentiles(counts.ackLatency),
    deliveryMillis: percentiles(counts.deliveryLatency),
    slowMillis: percentiles(counts.slowLatency),
    announced: counts.announceTime.count,
    announceMillis: percentiles(counts.announceTime),
    joinMillis: percentiles(counts.joinTime),
    reconnectMillis: percentiles(counts.reconnectTime),
  };
}

const millis = (value: number | null): string => (value === null ? "-" : `${value} ms`);

const percentileWords = (name: string, { p50, p90, p99, p999, max }: Percentiles): string =>
  `${name.padEnd(24)}p50 ${millis(p50)}, p90 ${millis(p90)}, p99 ${millis(p99)}, p99.9 ${millis(p999)}, longest ${millis(max)}`;

/** The report for people. */
export function reportLines(report: LoadReport): readonly string[] {
  const refused = Object.entries(report.refused).map(([name, count]) => `${count} ${name}`);
  const pairs: readonly (readonly [string, string])[] = [
    ["scenario", report.scenario],
    ["clients", `${report.clients} (${report.mode}) in ${report.rooms} rooms`],
    ["sent", `${report.sent} in ${report.seconds} s, ${report.sentPerSecond}/s`],
    ["acknowledged", `${report.acknowledged}, ${report.acknowledgedPerSecond}/s`],
    ["delivered", `${report.delivered}, ${report.deliveredPerSecond}/s`],
    ["refused", refused.length === 0 ? "none" : refused.join(", ")],
    ["lost", String(report.lost)],
    ["duplicates", String(report.duplicates)],
    ["unanswered", String(report.unanswered)],
    ["cut off / came back", `${report.cuts} / ${report.reconnects}`],
  ];
  return [
    ...pairs.map(([name, value]) => `${name.padEnd(24)}${value}`),
    percentileWords("dialled to joined", report.joinMillis),
    percentileWords("send to acknowledged", report.ackMillis),
    percentileWords("send to received", report.deliveryMillis),
    ...(report.scenario === "announcement"
      ? [
          `${"announced to".padEnd(24)}${report.announced} of ${report.clients}`,
          percentileWords("announced to received", report.announceMillis),
        ]
      : []),
    ...(report.slowMillis.max === null
      ? []
      : [percentileWords("the same, slow phones", report.slowMillis)]),
    ...(report.reconnects > 0 ? [percentileWords("cut to joined", report.reconnectMillis)] : []),
    ...(report.failedClients > 0 ? [`${report.failedClients} clients never got in`] : []),
  ];
}
