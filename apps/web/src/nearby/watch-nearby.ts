/** Starts Nearby behind everything else, on a phone where somebody turned it on. Asks nobody anything. */
import { recall } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";
import type { AppState } from "../state.ts";

export async function watchNearby(state: AppState): Promise<void> {
  if (recall(lateMemoryKeys.nearby) !== "on") return;
  try {
    (await import("./nearby-desk.ts")).runNearby(state);
  } catch {
    // No signal: there will be a next start, and the way to the relay needs none of it.
  }
}
