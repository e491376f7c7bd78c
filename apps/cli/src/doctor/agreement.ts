/** Whether several addresses belong together: a page and its relay, or a site's two names. */
import { failed, type Finding, passed } from "@festival-chat/client";
import type { Facts } from "./examination.ts";

/** @param facts by address, of those that could be examined */
export function agreementFinding(facts: ReadonlyMap<string, Facts>): Finding {
  const differing = (
    what: string,
    pick: (one: Facts) => string | undefined,
  ): string | undefined => {
    const told = [...facts].flatMap(([address, one]) => {
      const value = pick(one);
      return value === undefined ? [] : [{ address, value }];
    });
    const values = new Set(told.map(({ value }) => value));
    if (values.size < 2) return undefined;
    return `${what}: ${told.map(({ address, value }) => `${address} ${value}`).join(", ")}`;
  };
  const environments = differing("different environments", (one) => one.environment);
  if (environments !== undefined) {
    return failed(
      environments,
      "Staging and production never mix: give each page the relay of its own environment.",
      "wrong-environment",
    );
  }
  const relays = differing("different relays", (one) => one.relay);
  const doExchange =
    [...facts.values()].every(({ peerGroup }) => peerGroup !== undefined) &&
    differing("", (one) => one.peerGroup) === undefined;
  const others =
    (doExchange ? undefined : relays) ?? differing("different event tags", (one) => one.eventTag);
  if (others !== undefined) {
    return failed(
      others,
      "Six words and links of one do not work at the other: is that meant? For relays that exchange " +
        "rooms give both the same PEER_KEY and EVENT_TAG.",
      "set-up",
    );
  }
  return passed(
    relays === undefined
      ? "the addresses belong together"
      : "different relays of one PEER_KEY, which exchange their rooms",
  );
}
