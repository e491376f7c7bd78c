/**
 * Every refusal of FC1: its number on the wire, what it closes and whether trying again helps.
 *
 * Words for people are the app's; `meaning` is for logs and for developers.
 */
export type Closes = "nothing" | "room" | "link";
/** never: the same bytes are refused for ever. backoff: later. afterUpdate: with newer software. afterJoin: join anew. */
export type Retry = "never" | "backoff" | "afterUpdate" | "afterJoin";

export interface WireErrorEntry {
  /** Also the WebSocket close code when it closes the link (RFC 6455 section 7.4.2). */
  readonly code: number;
  readonly closes: Closes;
  readonly retry: Retry;
  readonly meaning: string;
}

export const wireErrors = {
  Malformed: { code: 4000, closes: "link", retry: "never", meaning: "bytes that are no frame" },
  TooLarge: { code: 4001, closes: "nothing", retry: "never", meaning: "over a size limit" },
  TooFast: {
    code: 4002,
    closes: "nothing",
    retry: "backoff",
    meaning: "this device sends too fast",
  },
  RoomTooFast: {
    code: 4003,
    closes: "nothing",
    retry: "backoff",
    meaning: "the whole room sends too fast",
  },
  Storage: {
    code: 4004,
    closes: "nothing",
    retry: "backoff",
    meaning: "the relay cannot write now",
  },
  Overloaded: { code: 4005, closes: "nothing", retry: "backoff", meaning: "the relay sheds load" },
  NotJoined: {
    code: 4006,
    closes: "nothing",
    retry: "afterJoin",
    meaning: "the channel is not joined on this link",
  },
  WrongRoom: {
    code: 4007,
    closes: "nothing",
    retry: "never",
    meaning: "the envelope or id is of another room",
  },
  VersionTooOld: {
    code: 4010,
    closes: "link",
    retry: "afterUpdate",
    meaning: "the relay speaks only newer versions",
  },
  VersionTooNew: {
    code: 4011,
    closes: "link",
    retry: "backoff",
    meaning: "the relay speaks only older versions",
  },
  BadSignature: {
    code: 4020,
    closes: "room",
    retry: "never",
    meaning: "a signature of the join does not verify",
  },
  BadTicket: {
    code: 4021,
    closes: "room",
    retry: "afterJoin",
    meaning: "the resume ticket is forged, expired or of another room",
  },
  Replayed: {
    code: 4022,
    closes: "room",
    retry: "afterJoin",
    meaning: "the client nonce was used before on this link",
  },
  NoSuchRoom: {
    code: 4023,
    closes: "room",
    retry: "never",
    meaning: "nobody created this room here",
  },
  WrongOrigin: {
    code: 4024,
    closes: "link",
    retry: "never",
    meaning: "the web origin is not allowed here",
  },
  BadCertificate: {
    code: 4025,
    closes: "room",
    retry: "never",
    meaning: "the room certificate does not verify or is older",
  },
  RoomClosed: { code: 4026, closes: "room", retry: "never", meaning: "the room was closed" },
  TooManyRooms: {
    code: 4027,
    closes: "room",
    retry: "backoff",
    meaning: "too many rooms on this link or relay",
  },
  WrongEnvironment: {
    code: 4028,
    closes: "link",
    retry: "never",
    meaning: "staging and production never mix",
  },
  JoinTimeout: {
    code: 4408,
    closes: "link",
    retry: "backoff",
    meaning: "no join within the deadline",
  },
  TooSlow: {
    code: 4429,
    closes: "link",
    retry: "backoff",
    meaning: "this link reads too slowly; come back with the cursor",
  },
  Draining: { code: 1012, closes: "link", retry: "backoff", meaning: "the relay restarts" },
  Normal: { code: 1000, closes: "link", retry: "never", meaning: "done" },
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
