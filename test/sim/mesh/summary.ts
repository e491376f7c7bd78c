/** What some evenings came to, and whether that is what we promise. */
import type { Millis } from "@festival-chat/protocol/wire";
import { type Outcome, secondsAt } from "./evening.ts";

/** Of the reference model of mesh.md: the share that is not exceeded, relay alone, with links. */
export const reference = [
  { part: 0.5, alone: 222, linked: 2 },
  { part: 0.9, alone: 713, linked: 66 },
  { part: 0.99, alone: 1_179, linked: 168 },
] as const;

/** Bytes that one phone may send in half an hour to find out what others hold. */
export const mostControlBytes = 10_000;

export interface Summary {
  readonly messages: number;
  readonly pairs: number;
  readonly lost: number;
  /** Seconds at the shares of the reference. */
  readonly seconds: readonly number[];
  readonly controlBytes: number;
  readonly meshMessageBytes: number;
  readonly relayBytes: number;
  readonly latencies: readonly Millis[];
  readonly violations: readonly string[];
}

const mean = (all: readonly number[]): number =>
  Math.round(all.reduce((sum, one) => sum + one, 0) / Math.max(1, all.length));

export function summarise(outcomes: readonly Outcome[]): Summary {
  const latencies = outcomes.flatMap((one) => [...one.latencies]).sort((a, b) => a - b);
  return {
    messages: outcomes.reduce((sum, { messages }) => sum + messages, 0),
    pairs: latencies.length,
    lost: outcomes.reduce((sum, { lost }) => sum + lost, 0),
    seconds: reference.map(({ part }) => secondsAt(latencies, part)),
    controlBytes: mean(outcomes.map((one) => one.controlBytes)),
    meshMessageBytes: mean(outcomes.map((one) => one.meshMessageBytes)),
    relayBytes: mean(outcomes.map((one) => one.relayBytes)),
    latencies,
    violations: outcomes.flatMap(({ violation }) =>
      violation === undefined ? [] : [`${violation.check}: ${violation.what}`],
    ),
  };
}

/** What is not as promised; empty when all is. Latencies are those of whole evenings only. */
export function shortfalls(alone: Summary, linked: Summary, whole: boolean): readonly string[] {
  const found: string[] = [...alone.violations, ...linked.violations];
  for (const { lost } of [alone, linked]) if (lost > 0) found.push(`${lost} were not shown`);
  reference.forEach((told, i) => {
    const [with_, without] = [linked.seconds[i] ?? Infinity, alone.seconds[i] ?? 0];
    if (with_ > without)
      found.push(`p${100 * told.part} with links is ${with_} s, ${without} s without`);
    if (whole && with_ > told.linked) {
      found.push(`p${100 * told.part} with links is ${with_} s, more than ${told.linked} s`);
    }
  });
  if (linked.controlBytes > mostControlBytes) {
    found.push(`${linked.controlBytes} bytes of comparing per phone`);
  }
  return found;
}
