/** Settings of the relay at an origin: remembered ones, and what its /config.json says. */
import type { Schedule } from "../link/schedule.ts";
import { loadConfig } from "./config.ts";
import { createSettings, type Settings, type SettingsOptions } from "./settings.ts";

export interface RelaySettingsOptions extends Omit<SettingsOptions, "load"> {
  readonly schedule: Schedule;
  readonly fetch: typeof fetch;
}

/** Fetched beside the first screen: nothing of it may be imported there but by `import()`. */
export function createRelaySettings(options: RelaySettingsOptions): Settings {
  const { origin, schedule, fetch } = options;
  return createSettings({ ...options, load: () => loadConfig(origin, { schedule, fetch }) });
}
