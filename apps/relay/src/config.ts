/** Environment variables to settings: the only place that knows their names. Total. */
import { type Environment, environments, err, ok, type Result } from "@festival-chat/protocol/wire";
import { parsePeerKey } from "./peering/peer-key.ts";
import { type OpenRoom, parseOpenRooms } from "./open-rooms.ts";

export interface Config {
  /** PORT: where to listen; 0 takes any free one. Default 3000. */
  readonly port: number;
  /** HOST: address to listen on. Default 0.0.0.0: phones on the same network reach it. */
  readonly host: string;
  /** DATA_DIR: folder of the database and of the relay's secrets. Default ./data. */
  readonly dataDir: string;
  /** WEB_DIR: folder of the built web app. Default: where `npm run build` puts it. */
  readonly webDir: string | undefined;
  /** FESTIVAL_ENV: development, staging or production. Default development. */
  readonly environment: Environment;
  /** WEB_ORIGINS: origins of web apps served elsewhere, separated by commas; * allows all in development. */
  readonly webOrigins: readonly string[];
  /**
   * PUBLIC_URL: address people open (https://chat.example); behind a proxy it is not the one we listen
   * on, and the Host header may not tell. Its pages may open links, and it is what we announce.
   */
  readonly publicUrl: string | undefined;
  /** RELAY_URL: WebSocket address the web app is told, when it is not the one that served it. */
  readonly relayUrl: string | undefined;
  /** EVENT_TAG: what six words are salted with; the same for all relays of one event. Default public. */
  readonly eventTag: string;
  /**
   * OPEN_ROOMS: rooms that everybody may join, as "name=link" separated by ";", as a JSON list, or
   * the path of a file that holds either. Their links are served to everyone. Default none.
   */
  readonly openRooms: readonly OpenRoom[];
  /**
   * PUSH_CONTACT: mailto: or https: address that push services may write to when our pushes trouble
   * them (RFC 8292). PUBLIC_URL serves where it is https; in development nobody is asked to write.
   * Without any of them nobody is pushed to.
   */
  readonly pushContact: string | undefined;
  /**
   * ORGANISER: off leaves the organiser's console and its announcements out. Default on; nobody can
   * sign in before `festival-chat organiser add` made a token.
   */
  readonly organiser: boolean;
  /**
   * ICE_SERVERS: stun: and turn: addresses, separated by commas, that help phones find each other where
   * a network keeps them apart. Default none: phones nearby talk over their own network only.
   */
  readonly iceServers: readonly string[];
  /** TURN_SECRET: `static-auth-secret` of those turn: servers; phones get passwords that end. */
  readonly turnSecret: string | undefined;
  /** RETENTION_HOURS: age at which messages are removed. Default 72. */
  readonly retentionHours: number;
  /** RETENTION_MB: size of the log above which the oldest are removed. Default 10000. */
  readonly retentionMegabytes: number;
  /** TLS_CERT and TLS_KEY: PEM files, for small installs without a proxy. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  /** ALLOW_MISSING_ORIGIN: 1 accepts links without an Origin header; never in production. */
  readonly allowsMissingOrigin: boolean;
  /**
   * TRUST_PROXY: 1 believes the last X-Forwarded-For entry, so that limits per address tell phones
   * apart behind a proxy. Only where no phone reaches the relay but through it.
   */
  readonly trustsProxy: boolean;
  /** PEERS: addresses of relays to exchange rooms with, separated by commas. Default none. */
  readonly peers: readonly string[];
  /** PEER_KEY: what relays share that exchange rooms, 64 hexadecimal digits or a file with them. */
  readonly peerKey: Uint8Array | undefined;
  /** DRAIN_RECONNECT_SECONDS: first and last reconnect slot after a restart. Default 20-60, 0-2 in development. */
  readonly reconnectMillis: { readonly minMillis: number; readonly maxMillis: number };
}

/** Values by name, as process.env has them. */
export type Environ = Readonly<Record<string, string | undefined>>;

/** The text of a file a setting names, or undefined when it cannot be read. */
export type ReadText = (path: string) => string | undefined;

/** The settings, or every mistake with what to do about it. */
export function parseConfig(
  environ: Environ,
  readText: ReadText = () => undefined,
): Result<Config, readonly string[]> {
  const mistakes: string[] = [];
  const text = (name: string): string | undefined => {
    const value = environ[name]?.trim();
    return value === undefined || value === "" ? undefined : value;
  };
  const whole = (name: string, standard: number, min: number, max: number): number => {
    const given = text(name);
    if (given === undefined) return standard;
    const value = /^\d{1,9}$/.test(given) ? Number(given) : NaN;
    if (value >= min && value <= max) return value;
    mistakes.push(`${name} is "${given}": set a whole number from ${min} to ${max}.`);
    return standard;
  };
  const environment = parseEnvironment(text("FESTIVAL_ENV"), mistakes);
  const production = environment === "production";
  const certFile = text("TLS_CERT");
  const keyFile = text("TLS_KEY");
  if ((certFile === undefined) !== (keyFile === undefined)) {
    mistakes.push("TLS_CERT and TLS_KEY belong together: set both or neither.");
  }
  const isSet = (name: string): boolean => {
    const given = text(name);
    if (given !== undefined && given !== "1" && given !== "0") {
      mistakes.push(`${name} is "${given}": set 1, or leave it out.`);
    }
    return given === "1";
  };
  const allowsMissingOrigin = isSet("ALLOW_MISSING_ORIGIN");
  if (production && allowsMissingOrigin) {
    mistakes.push("ALLOW_MISSING_ORIGIN is for development: unset it in production.");
  }
  const eventTag = text("EVENT_TAG") ?? "public";
  if (!/^[a-z0-9-]{1,32}$/.test(eventTag)) {
    mistakes.push(`EVENT_TAG is "${eventTag}": use up to 32 of a-z, 0-9 and "-".`);
  }
  const config: Config = {
    port: whole("PORT", 3_000, 0, 65_535),
    host: text("HOST") ?? "0.0.0.0",
    dataDir: text("DATA_DIR") ?? "./data",
    webDir: text("WEB_DIR"),
    environment,
    webOrigins: parseOrigins(text("WEB_ORIGINS"), environment, mistakes),
    publicUrl: parseUrl("PUBLIC_URL", text("PUBLIC_URL"), ["http:", "https:"], mistakes),
    pushContact: parseContact(text, environment, mistakes),
    relayUrl: parseUrl("RELAY_URL", text("RELAY_URL"), ["ws:", "wss:"], mistakes),
    eventTag,
    openRooms: parseRooms(text("OPEN_ROOMS"), readText, mistakes),
    organiser: parseSwitch("ORGANISER", text("ORGANISER"), mistakes),
    iceServers: parseIceServers(text("ICE_SERVERS"), text("TURN_SECRET"), mistakes),
    turnSecret: text("TURN_SECRET"),
    retentionHours: whole("RETENTION_HOURS", 72, 1, 24 * 365),
    retentionMegabytes: whole("RETENTION_MB", 10_000, 1, 10_000_000),
    tls: certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : undefined,
    allowsMissingOrigin,
    trustsProxy: isSet("TRUST_PROXY"),
    ...parsePeers(text, readText, mistakes),
    reconnectMillis: parseSlots(
      text("DRAIN_RECONNECT_SECONDS") ?? (environment === "development" ? "0-2" : "20-60"),
      mistakes,
    ),
  };
  return mistakes.length > 0 ? err(mistakes) : ok(config);
}

function parseSwitch(name: string, given: string | undefined, mistakes: string[]): boolean {
  if (given !== undefined && given !== "on" && given !== "off") {
    mistakes.push(`${name} is "${given}": set on or off.`);
  }
  return given !== "off";
}

function parseEnvironment(given: string | undefined, mistakes: string[]): Environment {
  const environment = environments.find((name) => name === (given ?? "development"));
  if (environment !== undefined) return environment;
  mistakes.push(`FESTIVAL_ENV is "${given}": set ${environments.join(", ")}.`);
  return "development";
}

function parseOrigins(
  given: string | undefined,
  environment: Environment,
  mistakes: string[],
): readonly string[] {
  const origins = (given ?? "").split(",").map((origin) => origin.trim());
  return origins.filter((origin) => {
    if (origin === "") return false;
    if (origin === "*" && environment === "development") return true;
    if (URL.canParse(origin) && new URL(origin).origin === origin) return true;
    mistakes.push(`WEB_ORIGINS has "${origin}": write origins like https://chat.example.`);
    return false;
  });
}

function parseRooms(
  given: string | undefined,
  readText: ReadText,
  mistakes: string[],
): readonly OpenRoom[] {
  if (given === undefined) return [];
  const isText = given.startsWith("[") || given.includes("=");
  const rooms = isText ? given : readText(given);
  if (rooms === undefined) {
    mistakes.push(`OPEN_ROOMS is "${given}": that file cannot be read.`);
    return [];
  }
  const parsed = parseOpenRooms(rooms);
  if (parsed.ok) return parsed.value;
  mistakes.push(...parsed.error);
  return [];
}

function parseIceServers(
  given: string | undefined,
  secret: string | undefined,
  mistakes: string[],
): readonly string[] {
  const urls = (given ?? "")
    .split(",")
    .map((url) => url.trim())
    .filter((url) => url !== "");
  const needsSecret = urls.some((url) => /^turns?:/.test(url));
  if (needsSecret !== (secret !== undefined)) {
    mistakes.push("TURN_SECRET and turn: addresses in ICE_SERVERS belong together.");
  }
  return urls.filter((url) => {
    if (/^(?:stun|turn)s?:[^\s,]{1,255}$/.test(url)) return true;
    mistakes.push(`ICE_SERVERS has "${url}": write addresses like turn:turn.example:3478.`);
    return false;
  });
}

function parseUrl(
  name: string,
  given: string | undefined,
  schemes: readonly string[],
  mistakes: string[],
): string | undefined {
  if (given === undefined) return undefined;
  if (URL.canParse(given) && schemes.includes(new URL(given).protocol)) return given;
  mistakes.push(
    `${name} is "${given}": write an address that starts with ${schemes.join("// or ")}//.`,
  );
  return undefined;
}

function parsePeers(
  text: (name: string) => string | undefined,
  readText: ReadText,
  mistakes: string[],
): Pick<Config, "peers" | "peerKey"> {
  const peers = (text("PEERS") ?? "")
    .split(",")
    .map((url) => url.trim())
    .filter((url) => url !== "")
    .flatMap((url) => parseUrl("PEERS", url, ["http:", "https:", "ws:", "wss:"], mistakes) ?? []);
  const given = text("PEER_KEY");
  const peerKey = given === undefined ? undefined : parsePeerKey(given, readText);
  if (given !== undefined && peerKey === undefined) {
    // Its value is a secret, or the path to one.
    mistakes.push(
      "PEER_KEY is no key: write 64 hexadecimal digits (openssl rand -hex 32), or the path of a file that holds them.",
    );
  } else if (peers.length > 0 && peerKey === undefined) {
    mistakes.push("PEERS needs PEER_KEY: the same on both relays.");
  }
  return { peers, peerKey };
}

function parseContact(
  text: (name: string) => string | undefined,
  environment: Environment,
  mistakes: string[],
): string | undefined {
  const given = text("PUSH_CONTACT");
  if (given === undefined) {
    const publicUrl = text("PUBLIC_URL");
    if (publicUrl?.startsWith("https://") === true) return publicUrl;
    return environment === "development" ? "mailto:nobody@localhost" : undefined;
  }
  if (URL.canParse(given) && /^(?:mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/.test(given)) return given;
  mistakes.push(`PUSH_CONTACT is "${given}": write mailto:you@example.org or an https:// address.`);
  return undefined;
}

function parseSlots(given: string, mistakes: string[]): Config["reconnectMillis"] {
  const [, from, to] = /^(\d{1,4})-(\d{1,4})$/.exec(given) ?? [];
  const minMillis = Number(from) * 1_000;
  const maxMillis = Number(to) * 1_000;
  if (maxMillis >= minMillis) return { minMillis, maxMillis };
  mistakes.push(`DRAIN_RECONNECT_SECONDS is "${given}": write two numbers like 20-60.`);
  return { minMillis: 0, maxMillis: 0 };
}
