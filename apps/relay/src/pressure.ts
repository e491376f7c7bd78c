/** How loaded this process is: memory and event-loop delay, looked at once a second. */
import { totalmem } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";
import type { Pressure } from "./relay-context.ts";
import type { RelayLimits } from "./relay-limits.ts";

/** Sizes of the process, for metrics. Delays in milliseconds. `memoryShare`: of heap or machine, the fuller one. */
export interface Load {
  readonly memoryShare: number;
  readonly loopDelayP99: number;
}

export interface PressureGauge {
  pressure(): Pressure;
  load(): Load;
  /** Looks anew, once a second. The delay is the smaller one of the last two windows. */
  look(): void;
  stop(): void;
}

/** Looks between two fresh beginnings of the delay histogram. */
const looksPerWindow = 5;

/** What a load asks for. */
export function pressureOf(load: Load, limits: RelayLimits): Pressure {
  if (load.memoryShare >= limits.memoryShedShare) return "shed";
  const full = load.memoryShare >= limits.memoryJoinShare;
  return full || load.loopDelayP99 >= limits.loopDelayMillis ? "refuse-joins" : "none";
}

export function createPressureGauge(limits: RelayLimits): PressureGauge {
  const delays = monitorEventLoopDelay({ resolution: 10 });
  delays.enable();
  let looks = 0;
  let lastWindow = 0;
  let load: Load = { memoryShare: 0, loopDelayP99: 0 };
  // What the container grants; 0 or a huge number where there is none.
  const memoryBytes = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  return {
    pressure: () => pressureOf(load, limits),
    load: () => load,
    look() {
      const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
      looks++;
      let { loopDelayP99 } = load;
      if (looks % looksPerWindow === 0) {
        const thisWindow = delays.percentile(99) / 1e6;
        delays.reset();
        // Two windows in a row: one may be a neighbour on the machine, or our own start.
        loopDelayP99 = Math.min(lastWindow, thisWindow);
        lastWindow = thisWindow;
      }
      // Rings and pending bytes are outside the heap: the process as a whole must fit, too.
      const wholeShare = process.memoryUsage.rss() / memoryBytes;
      load = { memoryShare: Math.max(used / limit, wholeShare), loopDelayP99 };
    },
    stop: () => void delays.disable(),
  };
}
