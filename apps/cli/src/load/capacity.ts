/**
 * How many people like these one machine holds: the crowd is doubled until the promise breaks, and
 * the last doubling is halved once more.
 */
import type { LoadOptions } from "../invocation.ts";
import type { LoadReport } from "./report.ts";

/** What people do not notice: a quarter of a second to everybody's screen, and to the tick. */
export const promise = { receiveMillis: 250, ackMillis: 250 } as const;

/** Why this run did not keep the promise, or undefined. */
export function limitMet(report: LoadReport): string | undefined {
  if (report.failedClients > 0) return `${report.failedClients} clients never got in`;
  if (report.lost > 0 || report.duplicates > 0) {
    return `${report.lost} messages were lost and ${report.duplicates} came twice`;
  }
  const refused = Object.entries(report.refused).map(([name, count]) => `${count} ${name}`);
  if (refused.length > 0) return `the relay refused messages: ${refused.join(", ")}`;
  if (report.unanswered > 0) return `${report.unanswered} messages were not answered`;
  const { receiveMillis, ackMillis } = promise;
  const receive = report.deliveryMillis.p99 ?? 0;
  if (receive > receiveMillis)
    return `send to received p99 ${receive} ms, more than ${receiveMillis}`;
  const ack = report.ackMillis.p99 ?? 0;
  return ack > ackMillis ? `send to acknowledged p99 ${ack} ms, more than ${ackMillis}` : undefined;
}

export interface Step {
  readonly people: number;
  readonly report: LoadReport;
  /** Undefined when the promise was kept. */
  readonly limit: string | undefined;
}

export interface Capacity {
  /** The largest crowd that the promise was kept for; 0 when the first was too large. */
  readonly people: number;
  /** Why the next one is too large; undefined when the bounds of this program came first. */
  readonly limit: string | undefined;
  readonly limitAt: number | undefined;
  readonly steps: readonly Step[];
}

/** The same people, more of them: rooms of one size, everybody says as much. */
export function crowdOf(options: LoadOptions, people: number): LoadOptions {
  const perRoom = options.clients / options.rooms;
  return {
    ...options,
    clients: people,
    rooms: Math.max(1, Math.round(people / perRoom)),
    rate: (options.rate * people) / options.clients,
  };
}

/**
 * @param run loads with this crowd
 * @param most people beyond which nobody is added
 */
export async function findCapacity(
  options: LoadOptions,
  run: (crowd: LoadOptions) => Promise<LoadReport>,
  most: number,
  told: (step: Step) => void,
): Promise<Capacity> {
  const steps: Step[] = [];
  async function attempt(people: number): Promise<Step> {
    const report = await run(crowdOf(options, people));
    const step = { people, report, limit: limitMet(report) };
    steps.push(step);
    told(step);
    return step;
  }
  let held = 0;
  let broke: Step | undefined;
  for (let people = options.clients; people <= most && broke === undefined; people *= 2) {
    const step = await attempt(people);
    if (step.limit === undefined) held = people;
    else broke = step;
  }
  if (broke !== undefined && held > 0) {
    const between = await attempt(Math.round((held + broke.people) / 2));
    if (between.limit === undefined) held = between.people;
    else broke = between;
  }
  return { people: held, limit: broke?.limit, limitAt: broke?.people, steps };
}

/** The answer in words. */
export function capacityLines(options: LoadOptions, capacity: Capacity): readonly string[] {
  const perRoom = Math.round(options.clients / options.rooms);
  const perMinute = Math.round((600 * options.rate) / options.clients) / 10;
  const like = `rooms of ${perRoom}, each person says ${perMinute} messages a minute`;
  const answer =
    capacity.people === 0
      ? `This machine does not hold ${options.clients} people like this (${like}).`
      : `This machine holds ${capacity.people} people like this (${like}).`;
  const why =
    capacity.limit === undefined
      ? "Nothing broke before the bounds of this program were reached."
      : `At ${capacity.limitAt} the promise broke: ${capacity.limit}.`;
  return [answer, why, "Relay and crowd shared this machine, unless you started them apart."];
}
