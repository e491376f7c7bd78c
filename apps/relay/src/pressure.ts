/** How loaded this process is: heap and event-loop delay, looked at once a second. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";
import type { Pressure } from "./relay-context.ts";
import type { RelayLimits } from "./relay-limits.ts";

/** Sizes of the process, for metrics. Delays in milliseconds. */
export interface Load {
  readonly heapShare: number;
  readonly loopDelayP99: number;
}

export interface PressureGauge {
  pressure(): Pressure;
  load(): Load;
  /** Looks anew; the delay covers the time since the fifth look before. */
  look(): void;
  stop(): void;
}

/** Looks between two fresh beginnings of the delay histogram. */
const looksPerWindow = 5;

/** What a load asks for. */
export function pressureOf(load: Load, limits: RelayLimits): Pressure {
  if (load.heapShare >= limits.heapShedShare) return "shed";
  const full = load.heapShare >= limits.heapJoinShare;
  return full || load.loopDelayP99 >= limits.loopDelayMillis ? "refuse-joins" : "none";
}

export function createPressureGauge(limits: RelayLimits): PressureGauge {
  const delays = monitorEventLoopDelay({ resolution: 10 });
  delays.enable();
  let looks = 0;
  let load: Load = { heapShare: 0, loopDelayP99: 0 };
  return {
    pressure: () => pressureOf(load, limits),
    load: () => load,
    look() {
      const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
      looks++;
      // One long turn at start says nothing: a window counts when it is complete.
      const complete = looks % looksPerWindow === 0;
      const loopDelayP99 = complete ? delays.percentile(99) / 1e6 : load.loopDelayP99;
      if (complete) delays.reset();
      load = { heapShare: used / limit, loopDelayP99 };
    },
    stop: () => void delays.disable(),
  };
}
