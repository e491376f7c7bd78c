/**
 * Whether the pair of places that a link runs over is of one network (SPEC W6): nothing else is "nearby",
 * and a way through the internet is the relay's business.
 */
import { parseAddress } from "./card-sdp.ts";
import type { PeerConnectionLike, StatsLike } from "./rtc.ts";

const textOf = (stats: StatsLike | undefined, name: string): string | undefined => {
  const entry =
    stats === undefined ? undefined : Object.entries(stats).find(([key]) => key === name);
  const value: unknown = entry?.[1];
  return typeof value === "string" ? value : undefined;
};

const isTrue = (stats: StatsLike, name: string): boolean =>
  Object.entries(stats).some(([key, value]) => key === name && value === true);

/** RFC 1918, 3927, 6598; loopback is a phone that talks to itself, in tests. */
const isPrivate4 = ([a = 0, b = 0]: Uint8Array): boolean =>
  a === 10 ||
  a === 127 ||
  (a === 172 && b >> 4 === 1) ||
  (a === 192 && b === 168) ||
  (a === 169 && b === 254) ||
  (a === 100 && b >> 6 === 1);

/** RFC 4193. */
const isPrivate6 = ([a = 0]: Uint8Array): boolean => a >> 1 === 0x7e;

/** Whether two addresses are of one network, as far as addresses tell. Undefined ones were hidden. */
export function isNearPair(local: string | undefined, remote: string | undefined): boolean {
  // Link-local by its form: it never leaves the network.
  if (remote === undefined || remote === "" || /^(?:fe[89ab]|::1$)/i.test(remote)) return true;
  const there = parseAddress(remote);
  if (there === undefined) return false;
  switch (there.family) {
    case "name":
      return true;
    case "ipv4":
      return isPrivate4(there.address);
    case "ipv6": {
      if (isPrivate6(there.address)) return true;
      const here = local === undefined ? undefined : parseAddress(local);
      // Addresses of one /64 (RFC 4291 section 2.5.4), though the world could reach them.
      return (
        here?.family === "ipv6" &&
        there.address.subarray(0, 8).every((byte, i) => byte === here.address[i])
      );
    }
  }
}

/** Reads the statistics of a connection. True when they name no pair. */
export async function runsNear(connection: Pick<PeerConnectionLike, "getStats">): Promise<boolean> {
  const byId = new Map<string, StatsLike>();
  (await connection.getStats()).forEach((stats) => byId.set(stats.id, stats));
  const all = [...byId.values()];
  const transport = all.find((stats) => textOf(stats, "selectedCandidatePairId") !== undefined);
  const pair =
    byId.get(textOf(transport, "selectedCandidatePairId") ?? "") ??
    all.find((stats) => stats.type === "candidate-pair" && isTrue(stats, "nominated"));
  const local = byId.get(textOf(pair, "localCandidateId") ?? "");
  const remote = byId.get(textOf(pair, "remoteCandidateId") ?? "");
  if (remote === undefined) return true;
  const type = textOf(remote, "candidateType");
  if (type === "relay" || type === "srflx" || textOf(local, "candidateType") === "relay") {
    return false;
  }
  const address = (stats: StatsLike | undefined): string | undefined =>
    textOf(stats, "address") ?? textOf(stats, "ip");
  return isNearPair(address(local), address(remote));
}
