/** Settings of a relay, asked for by a program. */
import type { Result } from "@festival-chat/protocol/wire";
import { askConfig, type Config, type ConfigProblem } from "../config.ts";
import { nodeSchedule } from "./clock.ts";

/** Fetches /config.json of `origin`; a request that is late is given up. */
export async function loadConfig(
  origin: string,
  options: { readonly deadlineMillis?: number } = {},
): Promise<Result<Config, ConfigProblem>> {
  const abort = new AbortController();
  const answer = await askConfig(origin, {
    fetchText: async (url) => {
      const response = await fetch(url, { signal: abort.signal });
      return { status: response.status, text: await response.text() };
    },
    schedule: nodeSchedule,
    deadlineMillis: options.deadlineMillis,
  });
  abort.abort();
  return answer;
}
