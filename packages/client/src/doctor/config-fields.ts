/** What /config.json says beside what the engine needs: pushes, and servers that help phones meet. */
import { failed, type Finding, passed } from "./check.ts";

/** The fields of a JSON object, or none: whatever came, nothing is thrown. */
export function fieldsOf(text: string): ReadonlyMap<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? new Map(Object.entries(value))
      : new Map();
  } catch {
    return new Map();
  }
}

// P-256 (FIPS 186-5, SP 800-186 section 3.2.1.3).
const prime = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

const numberOf = (bytes: Uint8Array): bigint =>
  bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);

function bytesOf(base64url: string): Uint8Array | undefined {
  if (!/^[\w-]{1,200}$/u.test(base64url)) return undefined;
  try {
    const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(text, (sign) => sign.codePointAt(0) ?? 0);
  } catch {
    return undefined;
  }
}

/** Whether a browser takes it as applicationServerKey: an uncompressed point of P-256 (RFC 8292). */
export function isPushKey(base64url: string): boolean {
  const bytes = bytesOf(base64url);
  if (bytes?.length !== 65 || bytes[0] !== 4) return false;
  const x = numberOf(bytes.subarray(1, 33));
  const y = numberOf(bytes.subarray(33));
  return x < prime && y < prime && (y * y - (x * x * x - 3n * x + b)) % prime === 0n;
}

/** @param secure the page comes by https, without which no browser subscribes */
export function pushFinding(config: string, secure: boolean): Finding {
  const key = fieldsOf(config).get("pushKey");
  if (typeof key === "string") {
    return isPushKey(key)
      ? passed("a key that browsers take")
      : failed(
          "the push key is no point of P-256",
          "Restore the relay's push identity from a backup, or remove its file: the relay makes a new one.",
          "set-up",
        );
  }
  return secure
    ? failed(
        "no push key: locked phones stay silent",
        "Set PUSH_CONTACT to mailto: or https: and restart the relay.",
        "set-up",
      )
    : passed("no pushes: browsers want https for them");
}

export interface IceServer {
  readonly urls: readonly string[];
  readonly username: string | undefined;
  readonly credential: string | undefined;
}

/** iceServers of /config.json as a browser reads them, or why it would not. */
export function readIceServers(
  config: string,
): { readonly servers: readonly IceServer[] } | { readonly why: string } {
  const given = fieldsOf(config).get("iceServers") ?? [];
  if (!Array.isArray(given)) return { why: "iceServers is no list" };
  const servers: IceServer[] = [];
  for (const one of given) {
    const fields = fieldsOf(JSON.stringify(one));
    const urls = [fields.get("urls")].flat();
    const username = fields.get("username");
    const credential = fields.get("credential");
    const isText = (url: unknown): url is string => typeof url === "string";
    if (urls.length === 0 || !urls.every(isText)) return { why: "a server without urls" };
    const wrong = urls.find((url) => parseIceUrl(url) === undefined);
    if (wrong !== undefined) return { why: `"${wrong}" is no stun: or turn: address` };
    servers.push({
      urls,
      username: isText(username) ? username : undefined,
      credential: isText(credential) ? credential : undefined,
    });
  }
  return { servers };
}

export interface IceAddress {
  readonly scheme: "stun" | "stuns" | "turn" | "turns";
  readonly host: string;
  readonly port: number;
  readonly transport: "udp" | "tcp";
}

const schemes = ["stun", "stuns", "turn", "turns"] as const;

/** Reads stun: and turn: addresses (RFC 7064, RFC 7065). */
export function parseIceUrl(url: string): IceAddress | undefined {
  const pattern =
    /^(stuns?|turns?):(\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/iu;
  const [, scheme, host = "", port, transport] = pattern.exec(url) ?? [];
  const known = schemes.find((one) => one === scheme?.toLowerCase());
  if (known === undefined) return undefined;
  const secure = known.endsWith("s");
  return {
    scheme: known,
    host: host.replaceAll(/^\[|\]$/gu, ""),
    port: port === undefined ? (secure ? 5349 : 3478) : Number(port),
    transport: transport === "tcp" || (secure && transport === undefined) ? "tcp" : "udp",
  };
}

/**
 * Whether the credentials of a TURN server serve any longer, where their name tells: "seconds since
 * 1970:name", as the usual servers make them.
 * @param now milliseconds since 1970; @returns what is wrong, or undefined
 */
export function credentialFault(server: IceServer, now: number): string | undefined {
  const turn = server.urls.find((url) => /^turns?:/iu.test(url));
  if (turn === undefined) return undefined;
  if (server.username === undefined || server.credential === undefined) {
    return `${turn} has no credentials`;
  }
  const until = /^(\d{9,11})(?::|$)/u.exec(server.username)?.[1];
  if (until === undefined || Number(until) * 1_000 > now) return undefined;
  return `the credentials of ${turn} ended ${new Date(Number(until) * 1_000).toISOString()}`;
}
