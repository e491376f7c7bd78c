/** What a relay says of itself at /config.json. */
import { type Environment, environments, err, ok, type Result } from "@festival-chat/protocol/wire";
import { timedOut, withDeadline } from "./deadline.ts";
import { defaultRelayUrl, type RelayAddress } from "./relay-address.ts";

export interface RelayConfig {
  /** Address of the relay, when it is not /ws beside /config.json. */
  readonly relayUrl: string | undefined;
  readonly environment: Environment | undefined;
  /** Salt of spoken words. */
  readonly eventTag: string;
}

/** More is no configuration: it is somebody's sign-in page. */
const maxBytes = 64 * 1024;

const defaultEventTag = "public";

/** Reads the text of /config.json; unknown fields are left alone. */
export function parseRelayConfig(text: string): Result<RelayConfig, "not-a-config"> {
  let value: unknown;
  try {
    value = text.length > maxBytes ? undefined : JSON.parse(text);
  } catch {
    return err("not-a-config");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return err("not-a-config");
  const fields = new Map<string, unknown>(Object.entries(value));
  const relayUrl = fields.get("relay");
  const eventTag = fields.get("eventTag");
  return ok({
    relayUrl: typeof relayUrl === "string" && /^wss?:\/\//u.test(relayUrl) ? relayUrl : undefined,
    environment: environments.find((name) => name === fields.get("environment")),
    eventTag:
      typeof eventTag === "string" && /^[a-z0-9-]{1,64}$/u.test(eventTag)
        ? eventTag
        : defaultEventTag,
  });
}

/** What is assumed of a relay that cannot be asked. */
export const assumedConfig: RelayConfig = {
  relayUrl: undefined,
  environment: undefined,
  eventTag: defaultEventTag,
};

/** Where to dial: as the person said, else as the relay says, else /ws. */
export const relayUrlOf = (address: RelayAddress, config: RelayConfig): string =>
  address.url ?? config.relayUrl ?? defaultRelayUrl(address.origin);

/** Asks a relay for its configuration; every failure is "unreachable", a wrong answer "not-a-config". */
export async function fetchRelayConfig(
  origin: string,
  millis: number,
): Promise<Result<RelayConfig, "unreachable" | "not-a-config">> {
  const abort = new AbortController();
  const ask = async (): Promise<Result<RelayConfig, "unreachable" | "not-a-config">> => {
    try {
      const response = await fetch(`${origin}/config.json`, { signal: abort.signal });
      return response.ok ? parseRelayConfig(await response.text()) : err("not-a-config");
    } catch {
      return err("unreachable");
    }
  };
  const answer = await withDeadline(ask(), millis);
  abort.abort();
  return answer === timedOut ? err("unreachable") : answer;
}
