/**
 * Session: what the relay knows of one link, and what each frame on it means.
 *
 * Pure: a frame and the time go in, one intent comes out. Every limit is applied here, cheapest
 * checks first, so that whoever carries out an intent need not ask whether it may.
 */
import {
  type AnnouncementFrameOf,
  decodeAnnouncementFrame,
  decodeFrame,
  decodeReachFrame,
  type EnvelopeId,
  envelopeId,
  type Frame,
  type FrameKind,
  type FrameOf,
  frameTypes,
  limits,
  type Millis,
  parseEnvelope,
  type ReachFrameOf,
  type ReachKind,
  Reader,
  toHex,
  type WireErrorName,
} from "@festival-chat/protocol/wire";
import { checkJoin, checkResume } from "./join-check.ts";
import type { Link } from "./link.ts";
import type { PaceName } from "./pace.ts";
import type { RelayLimits } from "./relay-limits.ts";
import type { Seat } from "./room.ts";
import { fullBucket, takeTokens, type TokenBucket } from "./token-bucket.ts";

export type SessionState =
  /** Said hello, waits for the first join. */
  | { readonly kind: "greeting"; readonly since: Millis }
  | { readonly kind: "joined" }
  | { readonly kind: "closed" };

export interface Session {
  readonly link: Link;
  /** The Origin header of the upgrade: part of what joins sign. */
  readonly origin: string;
  /** Names the address for soft limits; never stored. */
  readonly ipTag: string;
  /** What hello said, and joins sign. */
  readonly nonce: Uint8Array;
  readonly helloTime: Millis;
  state: SessionState;
  /** By channel. */
  readonly seats: Map<number, Seat>;
  /** Made with the first join: most links join once or twice. */
  usedNonces: Set<string> | undefined;
  joinAttempts: number;
  /** Joins being verified. */
  joining: number;
  /** Appends that wait for their commit. */
  appends: number;
  readonly waitingPulls: { readonly seat: Seat; readonly frame: FrameOf<"pull"> }[];
  /** It is another relay that holds the peer key (SPEC Q1): its phones were paced there. */
  peer: boolean;
  readonly frames: TokenBucket;
  readonly refusals: TokenBucket;
  /** Announcements that it was told, by name and revision; made with the first. */
  told: Set<string> | undefined;
  /** What it said of them: each mark counts once. */
  marks: Set<string> | undefined;
}

export interface SessionStart {
  readonly link: Link;
  readonly origin: string;
  readonly ipTag: string;
  readonly nonce: Uint8Array;
  readonly helloTime: Millis;
}

export const createSession = (start: SessionStart, relay: RelayLimits, now: Millis): Session => ({
  ...start,
  state: { kind: "greeting", since: now },
  seats: new Map(),
  usedNonces: undefined,
  joinAttempts: 0,
  joining: 0,
  appends: 0,
  waitingPulls: [],
  peer: false,
  frames: fullBucket(relay.frames, now),
  refusals: fullBucket(relay.refusals, now),
  told: undefined,
  marks: undefined,
});

export interface Refusal {
  readonly kind: "refuse";
  readonly refused: FrameKind | ReachKind | "unknown";
  readonly ref: number;
  readonly error: WireErrorName;
  readonly retryAfter?: Millis;
  /** The room that it speaks of, where that matters to organisers. */
  readonly channel?: number;
}

/** What a frame asks the relay to do, after all checks that need no waiting. */
export type Intent =
  | Refusal
  /** Nothing to do: an unknown frame type, or an answer the relay does not need. */
  | { readonly kind: "ignore"; readonly unknown: boolean }
  | { readonly kind: "join"; readonly frame: FrameOf<"join"> }
  | { readonly kind: "resume"; readonly frame: FrameOf<"resume"> }
  | {
      readonly kind: "publish";
      readonly seat: Seat;
      readonly ref: number;
      readonly id: EnvelopeId;
      readonly envelope: Uint8Array;
      /** What it rings; undefined when it rings nobody. */
      readonly ring: ReachFrameOf<"ring"> | undefined;
    }
  | { readonly kind: "pull"; readonly seat: Seat; readonly frame: FrameOf<"pull"> }
  | { readonly kind: "have"; readonly seat: Seat; readonly frame: FrameOf<"have"> }
  | { readonly kind: "announce"; readonly seat: Seat; readonly frame: FrameOf<"announce"> }
  | { readonly kind: "roster"; readonly seat: Seat }
  | { readonly kind: "ephemeral"; readonly seat: Seat; readonly frame: FrameOf<"ephemeral"> }
  | { readonly kind: "signal"; readonly seat: Seat; readonly frame: FrameOf<"signal"> }
  | { readonly kind: "card"; readonly seat: Seat; readonly frame: FrameOf<"card"> }
  | { readonly kind: "leave"; readonly seat: Seat }
  | {
      readonly kind: "subscribe";
      readonly seat: Seat;
      readonly frame: ReachFrameOf<"subscribe">;
    }
  | { readonly kind: "unsubscribe"; readonly seat: Seat }
  | { readonly kind: "seen"; readonly frame: AnnouncementFrameOf<"announcement-seen"> }
  | { readonly kind: "ping"; readonly token: number }
  | { readonly kind: "hangUp" };

/** What the bytes of one message mean. Counts them against the limits of the link. */
export function decide(
  session: Session,
  bytes: Uint8Array,
  now: Millis,
  relay: RelayLimits,
): Intent {
  const rate = session.peer ? relay.peerFrames : relay.frames;
  const wait = takeTokens(session.frames, rate, now);
  if (wait > 0) return refusal("unknown", 0, "TooFast", wait);
  const oversized = oversizedPublish(bytes);
  if (oversized !== undefined) return oversized;
  const decoded = decodeFrame(bytes);
  if (!decoded.ok) {
    return refusal("unknown", 0, decoded.error.kind === "too-large" ? "TooLarge" : "Malformed");
  }
  if (decoded.value.kind === "unknown") return decideReach(session, bytes, now, relay);
  return decideFrame(session, decoded.value, now, relay);
}

const refusal = (
  refused: Refusal["refused"],
  ref: number,
  error: WireErrorName,
  retryAfter: Millis = 0,
): Refusal => ({ kind: "refuse", refused, ref, error, retryAfter });

/** An envelope beyond the limit is the author's mistake, not broken bytes: the link stays. */
function oversizedPublish(bytes: Uint8Array): Refusal | undefined {
  if (bytes[0] !== frameTypes.publish || bytes.length <= limits.envelopeBytes) return undefined;
  const reader = new Reader(bytes);
  reader.u8();
  reader.varint();
  const ref = reader.varint();
  const tooLarge = !reader.fault && reader.left > limits.envelopeBytes;
  return tooLarge ? refusal("publish", ref, "TooLarge") : undefined;
}

function decideFrame(session: Session, frame: Frame, now: Millis, relay: RelayLimits): Intent {
  switch (frame.kind) {
    case "join":
      return countJoin(session, frame, relay) ?? checkJoin(frame);
    case "resume":
      return countJoin(session, frame, relay) ?? checkResume(frame);
    case "ping":
      return { kind: "ping", token: frame.token };
    case "bye":
      return { kind: "hangUp" };
    case "publish":
    case "pull":
    case "have":
    case "announce":
    case "roster":
    case "ephemeral":
    case "signal":
    case "card":
    case "leave": {
      const seat = session.seats.get(frame.channel);
      if (seat === undefined) return refusal(frame.kind, refOf(frame), "NotJoined");
      return decideSeated(session, seat, frame, now, relay);
    }
    case "pong":
    case "want":
    case "refuse":
      // Answers to what the relay did not ask; a later version may.
      return { kind: "ignore", unknown: false };
    case "hello":
    case "joined":
    case "deliver":
    case "ack":
    case "page":
    case "reset":
    case "presence":
      return refusal(frame.kind, 0, "Malformed");
  }
}

/** Frames about reaching people, and those that nobody knows. */
function decideReach(session: Session, bytes: Uint8Array, now: Millis, relay: RelayLimits): Intent {
  const decoded = decodeReachFrame(bytes);
  if (decoded === undefined) return decideAnnouncement(session, bytes, relay);
  if (!decoded.ok) return refusal("unknown", 0, "Malformed");
  const frame = decoded.value;
  const seat = session.seats.get(frame.channel);
  if (seat === undefined) return refusal(frame.kind, 0, "NotJoined");
  switch (frame.kind) {
    case "ring":
      // Bounded by the publish that it speaks of; a refusal with its ref would be that publish's.
      seat.rings = [...seat.rings, frame].slice(-relay.waitingRings);
      return { kind: "ignore", unknown: false };
    case "look":
      // Looking away is always allowed: a refused one would keep pushes back.
      if (!frame.looking) seat.looking = false;
      else if (paced(seat, "look", frame, now) === undefined) seat.looking = true;
      return { kind: "ignore", unknown: false };
    case "subscribe":
      return paced(seat, "subscribe", frame, now) ?? { kind: "subscribe", seat, frame };
    case "unsubscribe":
      return { kind: "unsubscribe", seat };
  }
}

/** What a phone says of an announcement, and frames that nobody knows. */
function decideAnnouncement(session: Session, bytes: Uint8Array, relay: RelayLimits): Intent {
  const decoded = decodeAnnouncementFrame(bytes);
  if (decoded === undefined) return { kind: "ignore", unknown: true };
  if (!decoded.ok || decoded.value.kind === "announcement") {
    return refusal("unknown", 0, "Malformed");
  }
  const frame = decoded.value;
  // Only who is in a room counts, and each mark once: a link is one phone, as far as we know.
  if (session.state.kind !== "joined") return refusal("unknown", 0, "NotJoined");
  session.marks ??= new Set();
  const mark = `${frame.id}/${frame.revision}/${frame.mark}`;
  if (session.marks.has(mark) || session.marks.size >= relay.announcementMarks) {
    return { kind: "ignore", unknown: false };
  }
  session.marks.add(mark);
  return { kind: "seen", frame };
}

const refOf = (frame: Frame): number => ("ref" in frame ? frame.ref : 0);

function countJoin(
  session: Session,
  frame: FrameOf<"join"> | FrameOf<"resume">,
  relay: RelayLimits,
): Refusal | undefined {
  const { kind, ref } = frame;
  if (session.seats.size + session.joining >= limits.roomsPerLink) {
    return refusal(kind, ref, "TooManyRooms", relay.overloadRetryMillis);
  }
  if (session.peer) return undefined;
  if (++session.joinAttempts > relay.joinAttemptsPerLink) {
    return refusal(kind, ref, "TooManyRooms", relay.overloadRetryMillis);
  }
  if (session.joining >= relay.joiningPerLink) return refusal(kind, ref, "TooFast", 1_000);
  // A used nonce is spent whatever comes of the join: else it could be tried until it works.
  if (kind === "resume") return undefined;
  const nonce = toHex(frame.nonce);
  session.usedNonces ??= new Set();
  if (session.usedNonces.has(nonce)) return refusal(kind, ref, "Replayed");
  session.usedNonces.add(nonce);
  return undefined;
}

type SeatedFrame = Extract<Frame, { readonly channel: number }>;

function decideSeated(
  session: Session,
  seat: Seat,
  frame: SeatedFrame,
  now: Millis,
  relay: RelayLimits,
): Intent {
  switch (frame.kind) {
    case "publish":
      return decidePublish(session, seat, frame, now, relay);
    case "pull":
      if (session.waitingPulls.length >= relay.waitingPulls) {
        return refusal("pull", frame.ref, "TooFast", 1_000);
      }
      return paced(seat, "history", frame, now) ?? { kind: "pull", seat, frame };
    case "have":
      return (
        paced(seat, session.peer ? "peerOffers" : "have", frame, now) ?? {
          kind: "have",
          seat,
          frame,
        }
      );
    case "announce":
      // Leaving is always allowed: a refused farewell would leave a ghost.
      if (!frame.here) return { kind: "announce", seat, frame };
      return paced(seat, "announce", frame, now) ?? { kind: "announce", seat, frame };
    case "roster":
      return paced(seat, "roster", frame, now) ?? { kind: "roster", seat };
    case "ephemeral":
      return paced(seat, "ephemeral", frame, now) ?? { kind: "ephemeral", seat, frame };
    case "signal":
      return paced(seat, "signal", frame, now) ?? { kind: "signal", seat, frame };
    case "card":
      return paced(seat, "card", frame, now) ?? { kind: "card", seat, frame };
    case "leave":
      return { kind: "leave", seat };
    default:
      return refusal(frame.kind, 0, "Malformed");
  }
}

/** Takes from the device's rate; a refusal when it is used up. */
function paced(
  seat: Seat,
  name: PaceName,
  frame: Frame | ReachFrameOf<"look" | "subscribe">,
  now: Millis,
  cost?: number,
): Refusal | undefined {
  const wait = seat.room.pace.take(seat.device, name, now, cost);
  return wait > 0
    ? refusal(frame.kind, "ref" in frame ? frame.ref : 0, "TooFast", wait)
    : undefined;
}

function decidePublish(
  session: Session,
  seat: Seat,
  frame: FrameOf<"publish">,
  now: Millis,
  relay: RelayLimits,
): Intent {
  const { ref, envelope } = frame;
  const ring = seat.rings.find((one) => one.ref === ref);
  if (ring !== undefined) seat.rings = seat.rings.filter((one) => one !== ring);
  const parsed = parseEnvelope(envelope);
  if (!parsed.ok) {
    const { kind } = parsed.error;
    const error = kind === "unsupported-version" ? "VersionTooNew" : "Malformed";
    return refusal("publish", ref, kind === "too-large" ? "TooLarge" : error);
  }
  if (session.appends >= relay.appendsPerLink) {
    return refusal("publish", ref, "Overloaded", relay.overloadRetryMillis);
  }
  const { room } = seat;
  if (room.closed) return refusal("publish", ref, "RoomClosed");
  const id = envelopeId(room.id, envelope);
  if (session.peer) {
    const full = paced(seat, "peerPublish", frame, now);
    return full ?? { kind: "publish", seat, ref, id, envelope, ring: undefined };
  }
  const asked = seat.wanted > 0;
  // What members bring back after a loss was said at its own pace.
  const pause = asked ? 0 : (room.slow?.take(seat.device, now) ?? 0);
  if (pause > 0) return refusal("publish", ref, "TooFast", pause);
  const { channel } = room;
  const slow =
    paced(seat, asked ? "heal" : "publish", frame, now) ??
    paced(seat, "publishBytes", frame, now, envelope.length);
  if (slow !== undefined) return { ...slow, channel };
  const wait = takeTokens(room.publishBucket, relay.roomPublish, now);
  if (wait > 0) return { ...refusal("publish", ref, "RoomTooFast", wait), channel };
  if (asked) seat.wanted--;
  seat.published++;
  return { kind: "publish", seat, ref, id, envelope, ring };
}
