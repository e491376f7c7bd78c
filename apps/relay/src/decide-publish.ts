/** Decides on a publish: whether these bytes may be appended by this device now, cheapest checks first. */
import { envelopeId, type FrameOf, type Millis, parseEnvelope } from "@festival-chat/protocol/wire";
import type { Intent } from "./intent.ts";
import { paced, refusal } from "./refusal.ts";
import type { RelayLimits } from "./relay-limits.ts";
import type { Seat } from "./room.ts";
import type { Session } from "./session.ts";
import { takeTokens } from "./token-bucket.ts";

/** Takes the ring that was asked for beside it. */
export function decidePublish(
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
