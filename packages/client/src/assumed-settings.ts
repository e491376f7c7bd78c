/** Settings of a relay that has not told any. */
import type { ClientSettings } from "./api.ts";

/** Where six words are salted with nothing of an event. */
export const DEFAULT_EVENT_TAG = "public";

/** A relay is at /ws beside its web app unless its settings name another address. */
export const besideOf = (origin: string): string => `${origin.replace(/^http/u, "ws")}/ws`;

/** Settings of a relay that has not answered yet. */
export const assumedSettings = (origin: string): ClientSettings => ({
  relayUrl: besideOf(origin),
  origin,
  environment: undefined,
  eventTag: DEFAULT_EVENT_TAG,
});
