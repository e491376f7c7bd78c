/** Addresses people type, as the two addresses a client needs. */
import { err, ok, type Result } from "@festival-chat/protocol/wire";

export interface RelayAddress {
  /** http(s)://host[:port]: where /config.json, /health and the web app are, and what links begin with. */
  readonly origin: string;
  /** ws(s):// address when the person named a path; undefined: as /config.json says, else /ws. */
  readonly url: string | undefined;
}

const loopbackName = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u;

/** Whether a host name can only mean this machine (RFC 6761 section 6.3, RFC 1122 3.2.1.3, RFC 4291 2.5.3). */
export const isLoopback = (hostname: string): boolean => loopbackName.test(hostname);

const webProtocols = new Map([
  ["http:", "http:"],
  ["https:", "https:"],
  ["ws:", "http:"],
  ["wss:", "https:"],
]);

/**
 * Reads http(s)://, ws(s):// or a bare host[:port] (http for this machine, https for others).
 * A ws address with a path is taken as it is; every other path is ignored.
 */
export function parseRelayAddress(text: string): Result<RelayAddress, "not-an-address"> {
  const trimmed = text.trim();
  const bare = !/^[a-z][a-z0-9+.-]*:\/\//iu.test(trimmed);
  const url = URL.parse(bare ? `https://${trimmed}` : trimmed);
  const protocol = webProtocols.get(url?.protocol ?? "");
  if (url === null || protocol === undefined || url.hostname === "") return err("not-an-address");
  if (url.username !== "" || url.password !== "") return err("not-an-address");
  const web = bare && isLoopback(url.hostname) ? "http:" : protocol;
  // A port that https would hide (443) is the default of this origin too, so `host` is right.
  const origin = `${web}//${url.host}`;
  const named = url.protocol.startsWith("ws") && url.pathname !== "/";
  return ok({ origin, url: named ? `${url.protocol}//${url.host}${url.pathname}` : undefined });
}

/** The relay's address where nothing else is known: /ws beside the web app. */
export const defaultRelayUrl = (origin: string): string => `${origin.replace(/^http/u, "ws")}/ws`;

/** Origin of an invite link, or undefined for anything that is no http(s) address. */
export function originOfLink(link: string): string | undefined {
  const url = URL.parse(link.trim());
  return url !== null && /^https?:$/u.test(url.protocol) ? url.origin : undefined;
}
