/** A page and a relay that do not belong together are told before a phone finds out. */
import { deepEqual, equal, match } from "node:assert/strict";
import { test } from "node:test";
import { agreementFinding } from "./agreement.ts";
import type { Facts } from "./examination.ts";

const facts = (changes: Partial<Facts> = {}): Facts => ({
  environment: "production",
  relayUrl: "wss://relay.example/ws",
  eventTag: "public",
  relay: "0011",
  peerGroup: undefined,
  ...changes,
});
const compare = (...all: readonly Facts[]) =>
  agreementFinding(new Map(all.map((one, at) => [`https://${at}.example`, one])));

test("addresses of one environment and one relay belong together", () => {
  equal(compare(facts(), facts()).ok, true);
  equal(
    compare(facts(), facts({ relay: undefined })).ok,
    true,
    "what is not known is not held against it",
  );
});

test("another environment, another relay, another event each say which is which", () => {
  const mixed = compare(facts(), facts({ environment: "staging" }));
  match(mixed.found, /0\.example production, https:\/\/1\.example staging/);
  match(compare(facts(), facts({ relay: "0022" })).found, /different relays/);
  match(compare(facts(), facts({ eventTag: "owl" })).found, /different event tags/);
});

test("two relays that exchange rooms belong together, as long as words mean the same at both", () => {
  const box = facts({ relay: "0022", peerGroup: "aa" });
  const together = compare(facts({ peerGroup: "aa" }), box);
  deepEqual([together.ok, /exchange their rooms/.test(together.found)], [true, true]);
  match(compare(facts({ peerGroup: "bb" }), box).found, /different relays/);
  match(compare(facts(), box).found, /different relays/, "only one of them would exchange any");
  const other = facts({ relay: "0022", peerGroup: "aa", eventTag: "owl" });
  match(compare(facts({ peerGroup: "aa" }), other).found, /different event tags/);
});
