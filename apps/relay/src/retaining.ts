/** Retaining: runs retention again and again, one slice after the other while there is more to remove. */
import type { RoomLog } from "./backend/backend.ts";
import type { Log } from "./log.ts";
import type { RelayLimits } from "./relay-limits.ts";
import { trimOnce } from "./retention.ts";

export interface RetainingPorts {
  readonly log: RoomLog;
  readonly limits: RelayLimits;
  readonly tell: Log;
  /** What is kept; asked before every slice. */
  kept(): { readonly hours: number; readonly megabytes: number };
  /** What else grows old: before every slice. */
  trimBeside(): Promise<void> | undefined;
  /** Entries were removed from the log. */
  trimmed(): void;
}

/** @returns what ends it, after the slice under way */
export function startRetaining(ports: RetainingPorts): () => void {
  const { limits } = ports;
  let trimming = false;
  let stopped = false;
  const timer = setInterval(() => trimming || void retain(), limits.retentionMillis);

  async function retain(): Promise<void> {
    trimming = true;
    await ports.trimBeside();
    if (stopped) return;
    const { hours, megabytes } = ports.kept();
    const trimmed = await trimOnce({
      log: ports.log,
      now: Date.now,
      maxAgeMillis: hours * 3_600_000,
      maxBytes: megabytes * 1024 * 1024,
      slice: limits.retentionSlice,
    });
    trimming = trimmed?.more === true && !stopped;
    if (trimmed === undefined || trimmed.removed === 0) return;
    ports.trimmed();
    ports.tell("debug", "retention", { removed: trimmed.removed });
    if (trimming) setImmediate(() => void retain());
  }

  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
