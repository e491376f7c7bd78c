/** Where a relay is and what it is, as the engine takes it. */
import type { ClientSettings } from "@festival-chat/client";
import { loadConfig } from "@festival-chat/client/node";
import { err, ok, type Result } from "@festival-chat/protocol/wire";
import { defaultRelayUrl, type RelayAddress } from "./relay-address.ts";
import type { Fault } from "./watch.ts";

/** What is assumed of a relay that cannot be asked: enough for a room's link, not for words. */
export const assumedSettings = ({ origin, url }: RelayAddress): ClientSettings => ({
  relayUrl: url ?? defaultRelayUrl(origin),
  origin,
  environment: undefined,
  eventTag: "public",
});

/** The settings of /config.json; an address the person spelt out is dialled as it is. */
export const withAddress = (settings: ClientSettings, { url }: RelayAddress): ClientSettings =>
  url === undefined ? settings : { ...settings, relayUrl: url };

/** Asks a relay what it is, within a deadline. */
export async function askRelay(
  address: RelayAddress,
  deadlineMillis: number,
): Promise<Result<ClientSettings, Fault>> {
  const { origin } = address;
  const answer = await loadConfig(origin, { deadlineMillis });
  if (answer.ok) return ok(withAddress(answer.value.settings, address));
  switch (answer.error.kind) {
    case "offline":
    case "late":
      return err({ exit: "unreachable", why: `The relay at ${origin} cannot be reached.` });
    case "captive-portal":
      return err({
        exit: "unreachable",
        why: "This Wi-Fi needs a sign-in: open any web page first.",
      });
    case "unavailable":
    case "malformed":
      return err({ exit: "failed", why: `${origin} answers, but not like a Festival Chat relay.` });
  }
}
