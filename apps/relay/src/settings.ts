/** Every setting of a relay by its name in the environment: what it is for, and what stands without it. */

export interface Setting {
  readonly name: string;
  /** What is taken when it is not set; undefined when that is nothing. */
  readonly standard?: string;
  readonly purpose: string;
  /** Its value is told to nobody. */
  readonly secret?: true;
}

export const settings: readonly Setting[] = [
  {
    name: "PORT",
    standard: "3000",
    purpose: "the one port for the page, its settings and the links",
  },
  { name: "HOST", standard: "0.0.0.0", purpose: "the address to listen on" },
  {
    name: "DATA_DIR",
    standard: "./data",
    purpose: "where the database and the relay's secrets lie",
  },
  { name: "WEB_DIR", purpose: "where the built web app lies, when npm run build put it elsewhere" },
  {
    name: "FESTIVAL_ENV",
    standard: "development",
    purpose: "development, staging or production; the three never mix",
  },
  { name: "PUBLIC_URL", purpose: "the address people open, when a proxy stands in front" },
  { name: "RELAY_URL", purpose: "the WebSocket address the app is told, when it is another one" },
  { name: "WEB_ORIGINS", purpose: "origins of web apps served elsewhere, separated by commas" },
  { name: "TRUST_PROXY", purpose: "1 behind a proxy that sets X-Forwarded-For" },
  { name: "TLS_CERT", purpose: "PEM file, for a small relay without a proxy" },
  { name: "TLS_KEY", purpose: "PEM file of its private key" },
  { name: "EVENT_TAG", standard: "public", purpose: "what six words are salted with" },
  { name: "OPEN_ROOMS", purpose: "rooms for everybody, as name=link, JSON or a file" },
  { name: "PUSH_CONTACT", purpose: "whom push services may write to: mailto: or https:" },
  { name: "ORGANISER", standard: "on", purpose: "off leaves the organiser's console out" },
  { name: "ICE_SERVERS", purpose: "stun: and turn: addresses that help phones find each other" },
  {
    name: "TURN_SECRET",
    purpose: "what the turn: servers share with the relay, for passwords that end",
    secret: true,
  },
  { name: "PEERS", purpose: "relays to exchange rooms with, separated by commas" },
  {
    name: "PEER_KEY",
    purpose: "what such relays share: 64 hexadecimal digits, or a file with them",
    secret: true,
  },
  { name: "RETENTION_HOURS", standard: "72", purpose: "age above which messages go" },
  { name: "RETENTION_MB", standard: "10000", purpose: "size of the log above which the oldest go" },
  {
    name: "DRAIN_RECONNECT_SECONDS",
    standard: "20-60, in development 0-2",
    purpose: "first and last slot in which phones come back after a restart",
  },
  {
    name: "ALLOW_MISSING_ORIGIN",
    purpose: "1 lets links in that name no origin; not in production",
  },
];
