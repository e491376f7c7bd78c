/** What a relay says of itself at /config.json, for browsers and for Node. */
import { environments, err, ok, type Result } from "@festival-chat/protocol/wire";
import type { ClientSettings } from "./api.ts";
import { besideOf, DEFAULT_EVENT_TAG } from "./assumed-settings.ts";
import { withDeadline } from "./deadline.ts";
import type { Schedule } from "./link/schedule.ts";

/** A good answer; `text` is what to remember for a start without network. */
export interface Config {
  readonly settings: ClientSettings;
  readonly text: string;
}

export type ConfigProblem =
  /** The request failed: no network, no such host, refused. */
  | { readonly kind: "offline" }
  | { readonly kind: "late" }
  /** A page where JSON was expected: somebody's sign-in stands between us and the relay. */
  | { readonly kind: "captive-portal" }
  | { readonly kind: "unavailable"; readonly status: number }
  | { readonly kind: "malformed" };

/** Asks for a text; rejects when there is no answer. */
export type FetchText = (
  url: string,
) => Promise<{ readonly status: number; readonly text: string }>;

/** More is no configuration. */
const MAX_TEXT = 64 * 1024;
/** Longer than a healthy slow network takes; the remembered settings serve meanwhile. */
const DEADLINE_MILLIS = 5_000;

/**
 * Reads the text of /config.json of `origin`. Total. Unknown fields are left alone, and a relay
 * that names no address of its own is at /ws beside it.
 */
export function parseConfig(text: string, origin: string): Result<ClientSettings, ConfigProblem> {
  if (/^\s*</u.test(text)) return err({ kind: "captive-portal" });
  const fields = text.length > MAX_TEXT ? undefined : parseFields(text);
  if (fields === undefined) return err({ kind: "malformed" });
  const relay = fields.get("relay") ?? null;
  const eventTag = fields.get("eventTag") ?? DEFAULT_EVENT_TAG;
  const environment = environments.find((name) => name === fields.get("environment"));
  const relayUrl = relay === null ? besideOf(origin) : relay;
  if (typeof relayUrl !== "string" || !/^wss?:\/\/[^/\s]/u.test(relayUrl)) {
    return err({ kind: "malformed" });
  }
  if (typeof eventTag !== "string" || !/^[a-z0-9-]{1,32}$/u.test(eventTag)) {
    return err({ kind: "malformed" });
  }
  // Without a known environment it is not our relay that answered.
  if (environment === undefined) return err({ kind: "malformed" });
  return ok({ relayUrl, origin, environment, eventTag });
}

function parseFields(text: string): ReadonlyMap<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return new Map(Object.entries(value));
  } catch {
    return undefined;
  }
}

/** Asks `origin` for its settings, within a deadline. Never rejects. */
export async function askConfig(
  origin: string,
  options: {
    readonly fetchText: FetchText;
    readonly schedule: Schedule;
    readonly deadlineMillis?: number | undefined;
  },
): Promise<Result<Config, ConfigProblem>> {
  const { fetchText, schedule, deadlineMillis = DEADLINE_MILLIS } = options;
  const answer = await withDeadline(
    () => fetchText(`${origin}/config.json`),
    deadlineMillis,
    schedule,
  );
  if (!answer.ok) return err({ kind: answer.error.kind === "late" ? "late" : "offline" });
  const { status, text } = answer.value;
  // RFC 6585 section 6: the network wants a sign-in.
  if (status === 511) return err({ kind: "captive-portal" });
  if (status !== 200) return err({ kind: "unavailable", status });
  const settings = parseConfig(text, origin);
  return settings.ok ? ok({ settings: settings.value, text }) : settings;
}
