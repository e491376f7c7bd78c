/**
 * Decides what each frame on a link means.
 *
 * Pure: a frame and the time go in, one intent comes out. Every limit is applied here, cheapest
 * checks first, so that whoever carries out an intent need not ask whether it may.
 */
import {
  decodeAnnouncementFrame,
  decodeFrame,
  decodeReachFrame,
  type Frame,
  type FrameOf,
  frameTypes,
  limits,
  type Millis,
  Reader,
  toHex,
} from "@festival-chat/protocol/wire";
import { decidePublish } from "./decide-publish.ts";
import type { Intent } from "./intent.ts";
import { checkJoin, checkResume } from "./join-check.ts";
import { paced, type Refusal, refusal } from "./refusal.ts";
import type { RelayLimits } from "./relay-limits.ts";
import type { Seat } from "./room.ts";
import type { Session } from "./session.ts";
import { takeTokens } from "./token-bucket.ts";

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
