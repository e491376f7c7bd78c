/** One request of the console, read and judged before anything is done: origin, cookie, size. */
import type { IncomingMessage } from "node:http";
import { type ApiError, bodyBytes } from "@festival-chat/protocol/organiser";
import { type Environment, err, ok, type Result } from "@festival-chat/protocol/wire";

/** Who asks, as far as headers say. */
export interface RequestOrigin {
  /** Origin of the page that asks: our own. */
  readonly origin: string;
  /** Over TLS, as the browser sees it. */
  readonly secure: boolean;
}

export interface OriginPolicy {
  readonly environment: Environment;
  /** Origin of PUBLIC_URL: behind a proxy the Host header may not tell. */
  readonly publicOrigin: string | undefined;
}

const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");

/** Whether cookies may go without TLS here: never in production, but on the machine itself. */
const mayBePlain = (policy: OriginPolicy, hostname: string): boolean =>
  policy.environment !== "production" || isLoopback(hostname);

/**
 * The origin of a request that changes something: it must be our own page that asks. Browsers set
 * both headers and no page can (Fetch, section 3.2; Fetch Metadata).
 */
export function ownOrigin(
  request: IncomingMessage,
  policy: OriginPolicy,
): Result<RequestOrigin, ApiError> {
  const { origin = "", host = "" } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return err("origin");
  const url = URL.parse(origin);
  if (url === null || url.origin !== origin) return err("origin");
  if (url.host !== host.toLowerCase() && origin !== policy.publicOrigin) return err("origin");
  const secure = url.protocol === "https:";
  if (!secure && !mayBePlain(policy, url.hostname)) return err("origin");
  return ok({ origin, secure });
}

/** Whether a request that only looks comes from our own page, or from a person's address bar. */
export function looksFromHere(request: IncomingMessage): boolean {
  const site = request.headers["sec-fetch-site"];
  return site === undefined || site === "same-origin" || site === "none";
}

/** __Host-: only over TLS, for this host alone, and no other page can set it (RFC 6265bis 4.1.3.2). */
const secureCookie = "__Host-organiser";
const plainCookie = "organiser";

/** The Set-Cookie value of a session; an empty secret ends it. */
export function sessionCookie(secret: string, secure: boolean): string {
  const name = secure ? secureCookie : plainCookie;
  const end = secret === "" ? "; Max-Age=0" : "";
  return `${name}=${secret}; Path=/; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}${end}`;
}

/** The session secret that a request carries; empty when there is none. */
export function sessionSecret(request: IncomingMessage, policy: OriginPolicy): string {
  const { cookie = "", host = "" } = request.headers;
  const values = new Map<string, string>();
  for (const part of cookie.split(";")) {
    const [name = "", value = ""] = part.trim().split("=", 2);
    values.set(name, value);
  }
  const secure = values.get(secureCookie);
  if (secure !== undefined) return secure;
  const hostname = URL.parse(`http://${host}`)?.hostname ?? "";
  return mayBePlain(policy, hostname) ? (values.get(plainCookie) ?? "") : "";
}

/** The JSON value of a body. `undefined` of a value stands for JSON that cannot be read. */
export async function readBody(request: IncomingMessage): Promise<Result<unknown, ApiError>> {
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/json(?:;|$)/i.test(type)) return err("malformed");
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      const bytes: Buffer = chunk;
      length += bytes.length;
      if (length > bodyBytes) return err("too-large");
      chunks.push(bytes);
    }
    return ok(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  } catch {
    return err("malformed");
  }
}
