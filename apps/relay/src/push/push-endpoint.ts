/**
 * Which addresses the relay pushes to (SPEC R7). Endpoints come from members, so whatever they name
 * must not be a way into the network of the relay: names are judged by what they resolve to, at the
 * moment of connecting, so that a name cannot change its mind in between.
 */
import { lookup as systemLookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { parseUtf8 } from "@festival-chat/protocol/wire";

/** IPv4 blocks that are no public unicast addresses (IANA special-purpose registry, RFC 6890). */
const closed = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  closed.addSubnet(net, prefix, "ipv4");
}

/** What of IPv6 is in public use, and what within it leads to an IPv4 address or nowhere. */
const open6 = new BlockList();
open6.addSubnet("2000::", 3, "ipv6");
const closed6 = new BlockList();
closed6.addSubnet("2001::", 23, "ipv6");
closed6.addSubnet("2001:db8::", 32, "ipv6");
closed6.addSubnet("2002::", 16, "ipv6");
closed6.addSubnet("3fff::", 20, "ipv6");

/** Whether an address is a public one. Names and nonsense are not. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !closed.check(address, "ipv4");
    case 6:
      return open6.check(address, "ipv6") && !closed6.check(address, "ipv6");
    default:
      return false;
  }
}

const isLoopback = (host: string): boolean => /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(host);

/**
 * Reads an endpoint; undefined when it is not pushed to. Total.
 * @param allowsLoopback push services on this machine, without TLS: for development
 */
export function parseEndpoint(bytes: Uint8Array, allowsLoopback: boolean): URL | undefined {
  const text = parseUtf8(bytes);
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || url.hash !== "") return undefined;
  if (isLoopback(url.hostname)) return allowsLoopback ? httpOnly(url) : undefined;
  if (url.protocol !== "https:") return undefined;
  // Brackets belong to the URL, not to the address.
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(literal) === 0 || isPublicAddress(literal) ? url : undefined;
}

const httpOnly = (url: URL): URL | undefined =>
  url.protocol === "http:" || url.protocol === "https:" ? url : undefined;

/** Looks names up like the system, and fails for one that leads to any address that is not public. */
export const publicLookup: LookupFunction = (host, options, callback) => {
  systemLookup(host, { ...options, all: true }, (error, found) => {
    const [first] = found ?? [];
    if (error !== null || first === undefined) {
      return callback(error ?? new Error("no address"), "", 4);
    }
    if (!found.every(({ address }) => isPublicAddress(address))) {
      return callback(new Error("not a public address"), "", 4);
    }
    if (options.all === true) return callback(null, found);
    callback(null, first.address, first.family);
  });
};
