/** The secret that relays share which exchange rooms (SPEC Q1). */
import { createHmac } from "node:crypto";

/** 64 hexadecimal digits: 32 random bytes, as `openssl rand -hex 32` makes them. */
const form = /^[0-9a-f]{64}$/i;

/**
 * Reads the value of PEER_KEY: the digits, or the path of a file that holds them.
 * @returns the bytes, or undefined when it is neither
 */
export function parsePeerKey(
  given: string,
  readText: (path: string) => string | undefined,
): Uint8Array | undefined {
  const digits = form.test(given) ? given : readText(given)?.trim();
  return digits !== undefined && form.test(digits)
    ? new Uint8Array(Buffer.from(digits, "hex"))
    : undefined;
}

/**
 * What relays of one key have in common and anybody may know: 16 hexadecimal digits. For whoever asks
 * whether two relays are meant to exchange rooms; nothing rests on it.
 */
export const peerGroup = (key: Uint8Array): string =>
  createHmac("sha256", key).update("fc1/peer group").digest("hex").slice(0, 16);

/** The key of tickets between peers: never that of the tickets of phones, whatever is configured. */
export const peerTicketKey = (key: Uint8Array): Uint8Array =>
  createHmac("sha256", key).update("fc1/peer").digest();
