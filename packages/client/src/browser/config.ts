/** Settings of the relay, asked for by a page. */
import type { Result } from "@festival-chat/protocol/wire";
import { askConfig, type Config, type ConfigProblem } from "../config.ts";
import type { Schedule } from "../link/schedule.ts";
import { pageSchedule } from "./clock.ts";

/**
 * Fetches /config.json of `origin`, never from a cache. The caller remembers `text` of a good answer
 * and reads it with `parseConfig` at a start without network.
 */
export function loadConfig(
  origin: string,
  options: {
    readonly deadlineMillis?: number;
    readonly schedule?: Schedule;
    readonly fetch?: typeof fetch;
  } = {},
): Promise<Result<Config, ConfigProblem>> {
  const ask = options.fetch ?? fetch;
  return askConfig(origin, {
    fetchText: async (url) => {
      const response = await ask(url, { cache: "no-store", credentials: "omit" });
      return { status: response.status, text: await response.text() };
    },
    schedule: options.schedule ?? pageSchedule,
    deadlineMillis: options.deadlineMillis,
  });
}
