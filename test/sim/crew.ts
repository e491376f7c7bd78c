/** Crew: runs many seeds on a few threads, each thread taking the next seed when it is free. */
import { Worker } from "node:worker_threads";
import type { Fault } from "./plan.ts";
import type { Outcome } from "./run-plan.ts";

export interface SeedRequest {
  readonly seed: number;
  readonly only: readonly Fault[] | undefined;
}

export interface CrewOptions {
  readonly seeds: Iterable<number>;
  readonly workers: number;
  /** Puts this deliberate bug into the sources. */
  readonly mutant?: string | undefined;
  readonly only?: readonly Fault[] | undefined;
  /** Hears every outcome. @returns whether to go on */
  outcome(outcome: Outcome): boolean;
}

/** A festival that takes longer goes in circles without letting time pass. */
const seedMillis = 60_000;

const stuck = (seed: number, what: string): Outcome => ({
  seed,
  violation: { check: "L0", what },
  restMillis: 0,
  events: 0,
  messages: 0,
  log: [],
});

/** One thread, until the seeds are used up or nobody wants more. */
function runThread(options: CrewOptions, next: () => number | undefined): Promise<void> {
  const worker = new Worker(new URL("./seed-worker.ts", import.meta.url), {
    workerData: options.mutant,
  });
  return new Promise((resolve, reject) => {
    let seed: number | undefined;
    let alarm: NodeJS.Timeout | undefined;
    const end = (): void => {
      clearTimeout(alarm);
      void worker.terminate().then(() => resolve());
    };
    const give = (): void => {
      clearTimeout(alarm);
      seed = next();
      if (seed === undefined) return end();
      const given = seed;
      alarm = setTimeout(() => {
        options.outcome(stuck(given, `no end after ${seedMillis} ms`));
        end();
      }, seedMillis);
      worker.postMessage({ seed, only: options.only } satisfies SeedRequest);
      return undefined;
    };
    worker.on("message", (outcome: Outcome) => {
      if (options.outcome(outcome)) give();
      else end();
    });
    worker.on("error", (error) => {
      clearTimeout(alarm);
      reject(error);
    });
    give();
  });
}

/** Settles when all seeds were run, or the first outcome was enough. Rejects when a thread breaks. */
export async function runCrew(options: CrewOptions): Promise<void> {
  const seeds = options.seeds[Symbol.iterator]();
  let enough = false;
  const next = (): number | undefined => {
    const { value, done } = seeds.next();
    return enough || done === true ? undefined : value;
  };
  const outcome = (one: Outcome): boolean => {
    if (!options.outcome(one)) enough = true;
    return !enough;
  };
  await Promise.all(
    Array.from({ length: options.workers }, () => runThread({ ...options, outcome }, next)),
  );
}
