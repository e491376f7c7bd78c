/**
 * Pseudonyms of addresses for soft limits: HMAC under a key that lives in memory for a day. Nothing
 * that names an address is stored or logged.
 */
import { createHmac, randomBytes } from "node:crypto";
import { isIP } from "node:net";
import type { Millis } from "@festival-chat/protocol/wire";

const day = 24 * 60 * 60_000;

/** The part of an address that one household or site has: a v6 prefix of /64, a whole v4 address. */
export function addressScope(address: string): string {
  const plain = address.startsWith("::ffff:") ? address.slice(7) : address;
  if (!plain.includes(":")) return plain;
  const [head = "", tail] = plain.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(":").length;
  const all = [
    ...groups,
    ...Array<string>(Math.max(0, missing)).fill("0"),
    ...(tail ?? "").split(":"),
  ];
  return all.slice(0, 4).join(":");
}

/**
 * Where a request comes from: its peer, or what a trusted proxy says of it. Only the last entry of
 * X-Forwarded-For is the proxy's own; those before it are whatever the client wrote.
 */
export function clientAddress(
  peer: string,
  forwardedFor: string | readonly string[] | undefined,
  trustsProxy: boolean,
): string {
  if (!trustsProxy || forwardedFor === undefined) return peer;
  const last = String(forwardedFor).split(",").at(-1)?.trim() ?? "";
  return isIP(last) === 0 ? peer : last;
}

/** Gives the tag of an address; the same address has another tag the next day. */
export function createIpTags(now: () => Millis): (address: string) => string {
  let key = randomBytes(32);
  let since = now();
  return (address) => {
    if (now() - since >= day) {
      key = randomBytes(32);
      since = now();
    }
    return createHmac("sha256", key).update(addressScope(address)).digest("base64url").slice(0, 16);
  };
}
