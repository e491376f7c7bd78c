/**
 * Push queue: hands pushes to push services, a few at a time, and comes back to those that were not
 * taken. Bounded: what does not fit is counted and given up, since the message itself is in the log.
 */
import type { Millis } from "@festival-chat/protocol/wire";
import type { Metrics } from "../metrics.ts";
import type { PushAnswer } from "./post-push.ts";

/** One push to one subscription. */
export interface Push {
  /** Names the push service: `https://push.example`. */
  readonly service: string;
  /** After this it is of no use. */
  readonly until: Millis;
  /** Makes the request and sends it: only when its turn has come. */
  send(): Promise<PushAnswer>;
  /** The subscription is over. */
  gone(): void;
}

export interface PushQueue {
  /** Takes a push, or counts it as shed. Urgent ones overtake the others. */
  add(push: Push, urgent: boolean): void;
  /** Settles when it is at most half full. */
  half(): Promise<void>;
  /** What waits or is under way. */
  size(): number;
  /** Gives up what waits. */
  close(): void;
}

export interface PushQueueOptions {
  readonly now: () => Millis;
  /** Calls once after so long. @returns cancels it */
  readonly schedule: (run: () => void, millis: Millis) => () => void;
  readonly metrics: Metrics;
  readonly atOnce: number;
  readonly capacity: number;
  /** Times one push is tried. */
  readonly attempts: number;
  /** Pause after the first failure; it doubles with each. */
  readonly pauseMillis: Millis;
  /** No service makes us wait longer. */
  readonly longestPauseMillis: Millis;
}

interface Job {
  readonly push: Push;
  readonly urgent: boolean;
  failures: number;
}

export function createPushQueue(options: PushQueueOptions): PushQueue {
  const { now, schedule, metrics, atOnce, capacity } = options;
  const urgent: Job[] = [];
  const patient: Job[] = [];
  /** Jobs of services that are down; tried again together. */
  const parked = new Map<string, Job[]>();
  const timers = new Set<() => void>();
  const waiters: (() => void)[] = [];
  let size = 0;
  let running = 0;
  let closed = false;

  function later(run: () => void, millis: Millis): void {
    const cancel = schedule(() => {
      timers.delete(cancel);
      run();
    }, millis);
    timers.add(cancel);
  }

  function line(job: Job): void {
    const waiting = parked.get(job.push.service);
    if (waiting !== undefined) waiting.push(job);
    else (job.urgent ? urgent : patient).push(job);
  }

  function settle(): void {
    size--;
    if (size > capacity / 2) return;
    for (const resolve of waiters.splice(0)) resolve();
  }

  function pauseOf(job: Job, asked: Millis | undefined): Millis {
    const own = options.pauseMillis * 2 ** (job.failures - 1);
    return Math.min(Math.max(own, asked ?? 0), options.longestPauseMillis);
  }

  /** @returns whether it is to be tried again */
  function failed(job: Job): boolean {
    job.failures++;
    if (job.failures < options.attempts && !closed) return true;
    metrics.add("pushes_failed");
    settle();
    return false;
  }

  function park(job: Job, asked: Millis | undefined): void {
    const { service } = job.push;
    if (!failed(job)) return;
    const waiting = parked.get(service);
    if (waiting !== undefined) return void waiting.push(job);
    parked.set(service, [job]);
    later(
      () => {
        const jobs = parked.get(service) ?? [];
        parked.delete(service);
        for (const one of jobs) line(one);
        pump();
      },
      pauseOf(job, asked),
    );
  }

  function answered(job: Job, answer: PushAnswer): void {
    switch (answer.kind) {
      case "taken":
        metrics.add("pushes");
        return settle();
      case "gone":
        metrics.add("pushes_gone");
        job.push.gone();
        return settle();
      case "refused":
        metrics.add("pushes_failed");
        return settle();
      case "too-fast":
        if (!failed(job)) return;
        return later(
          () => {
            line(job);
            pump();
          },
          pauseOf(job, answer.retryAfter),
        );
      case "unavailable":
        return park(job, answer.retryAfter);
    }
  }

  async function run(job: Job): Promise<void> {
    running++;
    const answer = await job.push.send();
    running--;
    answered(job, answer);
    pump();
  }

  function pump(): void {
    while (running < atOnce && !closed) {
      const job = urgent.shift() ?? patient.shift();
      if (job === undefined) return;
      if (parked.has(job.push.service)) line(job);
      else if (job.push.until <= now()) {
        metrics.add("pushes_failed");
        settle();
      } else void run(job);
    }
  }

  return {
    add(push, isUrgent) {
      if (closed || size >= capacity) return metrics.add("pushes_shed");
      size++;
      line({ push, urgent: isUrgent, failures: 0 });
      pump();
    },
    half: () =>
      size <= capacity / 2 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve)),
    size: () => size,
    close() {
      closed = true;
      for (const cancel of timers) cancel();
      timers.clear();
      for (const resolve of waiters.splice(0)) resolve();
    },
  };
}
