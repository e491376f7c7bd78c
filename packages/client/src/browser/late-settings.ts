/** Settings whose code is fetched beside the first screen, which is there without them. */
import type { Schedule } from "../link/schedule.ts";
import { withDeadline } from "../deadline.ts";
import type { Settings } from "./settings.ts";

export interface LateSettingsOptions {
  /** Rejects where the code cannot be fetched. */
  readonly load: () => Promise<Settings>;
  /** Hears that it could not; it is fetched again when settings are asked for again. */
  readonly failed: () => void;
  readonly schedule: Schedule;
}

/** Longer than a healthy slow network takes; a start never waits longer for its settings. */
const LOAD_MILLIS = 5_000;

/** Every promise settles, as if there were no settings where the code cannot be fetched. */
export function createLateSettings({ load, failed, schedule }: LateSettingsOptions): Settings {
  let loading: Promise<Settings | undefined> | undefined;

  async function fetchCode(): Promise<Settings | undefined> {
    const loaded = await withDeadline(load, LOAD_MILLIS, schedule);
    if (loaded.ok) return loaded.value;
    loading = undefined;
    failed();
    return undefined;
  }
  const settings = (): Promise<Settings | undefined> => (loading ??= fetchCode());

  return {
    recall: async () => (await settings())?.recall(),
    known: async () => (await settings())?.known(),
    refresh: () => void settings().then((loaded) => loaded?.refresh()),
  };
}
