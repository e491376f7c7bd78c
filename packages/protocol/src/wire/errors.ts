/**
 * Every refusal of FC1: its number on the wire, what it closes and whether trying again helps.
 *
 * Words for people are the app's; logs have the name.
 */
export type Closes = "nothing" | "room" | "link";
/** never: the same bytes are refused for ever. backoff: later. afterUpdate: with newer software. afterJoin: join anew. */
export type Retry = "never" | "backoff" | "afterUpdate" | "afterJoin";

export interface WireErrorEntry {
  /** Also the WebSocket close code when it closes the link (RFC 6455 section 7.4.2). */
  readonly code: number;
  readonly closes: Closes;
  readonly retry: Retry;
}

export const wireErrors = {
  /** Bytes that are no frame. */
  Malformed: { code: 4000, closes: "link", retry: "never" },
  /** Over a size limit. */
  TooLarge: { code: 4001, closes: "nothing", retry: "never" },
  /** This device sends too fast. */
  TooFast: { code: 4002, closes: "nothing", retry: "backoff" },
  /** The whole room sends too fast. */
  RoomTooFast: { code: 4003, closes: "nothing", retry: "backoff" },
  /** The relay cannot write now. */
  Storage: { code: 4004, closes: "nothing", retry: "backoff" },
  /** The relay sheds load. */
  Overloaded: { code: 4005, closes: "nothing", retry: "backoff" },
  /** The channel is not joined on this link. */
  NotJoined: { code: 4006, closes: "nothing", retry: "afterJoin" },
  /** The envelope or id is of another room. */
  WrongRoom: { code: 4007, closes: "nothing", retry: "never" },
  /** The relay speaks only newer versions. */
  VersionTooOld: { code: 4010, closes: "link", retry: "afterUpdate" },
  /** The relay speaks only older versions. */
  VersionTooNew: { code: 4011, closes: "link", retry: "backoff" },
  /** A signature of the join does not verify. */
  BadSignature: { code: 4020, closes: "room", retry: "never" },
  /** The resume ticket is forged, expired or of another room. */
  BadTicket: { code: 4021, closes: "room", retry: "afterJoin" },
  /** The client nonce was used before on this link. */
  Replayed: { code: 4022, closes: "room", retry: "afterJoin" },
  /** Nobody created this room here. */
  NoSuchRoom: { code: 4023, closes: "room", retry: "never" },
  /** The web origin is not allowed here. */
  WrongOrigin: { code: 4024, closes: "link", retry: "never" },
  /** The room certificate does not verify or is older. */
  BadCertificate: { code: 4025, closes: "room", retry: "never" },
  /** The room was closed, or this device was shut out of it. */
  RoomClosed: { code: 4026, closes: "room", retry: "never" },
  /** Too many rooms on this link or relay. */
  TooManyRooms: { code: 4027, closes: "room", retry: "backoff" },
  /** Staging and production never mix. */
  WrongEnvironment: { code: 4028, closes: "link", retry: "never" },
  /** No join within the deadline. */
  JoinTimeout: { code: 4408, closes: "link", retry: "backoff" },
  /** This link reads too slowly; come back with the cursor. */
  TooSlow: { code: 4429, closes: "link", retry: "backoff" },
  /** The relay restarts. */
  Draining: { code: 1012, closes: "link", retry: "backoff" },
  /** Done. */
  Normal: { code: 1000, closes: "link", retry: "never" },
} as const satisfies Record<string, WireErrorEntry>;

export type WireErrorName = keyof typeof wireErrors;

const nameByCode = new Map<number, WireErrorName>(
  (Object.keys(wireErrors) as WireErrorName[]).map((name) => [wireErrors[name].code, name]),
);

/** The error of a number from the wire; undefined for one a newer version added. */
export const wireErrorByCode = (code: number): WireErrorName | undefined => nameByCode.get(code);

/** Why bytes could not be decoded. */
export interface DecodeError {
  readonly kind: "malformed" | "too-large" | "unsupported-version";
  /** Which rule was broken, for logs: a constant, never content. */
  readonly what: string;
}
