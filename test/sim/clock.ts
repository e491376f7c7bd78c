/**
 * Virtual time: a queue of events and a clock that jumps from one to the next.
 *
 * After each event everything it set off in promises settles before the next one begins, so a run
 * has one order only. Exact: promises run to their end before the event loop gives the next turn.
 */
import type { Millis } from "@festival-chat/protocol/wire";

export type Cancel = () => void;

export interface VirtualTime {
  now(): Millis;
  /** Runs once, `delay` from here on; events of one moment run in the order they were made. */
  after(delay: Millis, run: () => void): Cancel;
  /** Lets time pass up to and including `until`. Stops early when `stop` says so. */
  runUntil(until: Millis, stop?: () => boolean): Promise<void>;
  /** Lets everything happen that needs no time. */
  settle(): Promise<void>;
  /** Events run so far. */
  readonly events: number;
}

interface Event {
  readonly at: Millis;
  readonly serial: number;
  run: (() => void) | undefined;
}

const before = (a: Event, b: Event): boolean =>
  a.at < b.at || (a.at === b.at && a.serial < b.serial);

/** Runs what is waiting in promises, to its end. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function createVirtualTime(start: Millis): VirtualTime {
  let now = start;
  let serial = 0;
  let events = 0;
  /** Binary heap, earliest first. */
  const heap: Event[] = [];

  function push(event: Event): void {
    let i = heap.length;
    heap.push(event);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const other = heap[parent];
      if (other === undefined || !before(event, other)) break;
      heap[i] = other;
      i = parent;
    }
    heap[i] = event;
  }

  function pop(): void {
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      let least = heap[child];
      if (least === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && before(right, least)) {
        least = right;
        child += 1;
      }
      if (!before(least, last)) break;
      heap[i] = least;
      i = child;
    }
    heap[i] = last;
  }

  return {
    now: () => now,
    after(delay, run) {
      const event: Event = { at: now + Math.max(0, delay), serial: serial++, run };
      push(event);
      return () => void (event.run = undefined);
    },
    async runUntil(until, stop = () => false) {
      await turn();
      for (;;) {
        const next = heap[0];
        if (next === undefined || next.at > until || stop()) break;
        pop();
        if (next.run === undefined) continue;
        now = Math.max(now, next.at);
        events += 1;
        next.run();
        await turn();
      }
      if (!stop()) now = Math.max(now, until);
    },
    settle: turn,
    get events() {
      return events;
    },
  };
}
