/** Heartbeat: finds half-open links with one timing wheel and one static ping for all of them. */
import type { Millis } from "@festival-chat/protocol/wire";
import type { RelayLimits } from "./relay-limits.ts";
import type { Session } from "./session.ts";
import { createWheel } from "./wheel.ts";

export interface Heartbeat {
  add(session: Session): void;
  /** Pings the links that are due; `onSilent` hears of each that missed a beat. */
  turn(now: Millis, onSilent: (session: Session) => void): void;
}

const slotMillis = 1_000;

export function createHeartbeat(limits: RelayLimits, now: Millis): Heartbeat {
  const slots = Math.ceil(limits.heartbeatMillis / slotMillis) + 2;
  const wheel = createWheel<Session>(now, slotMillis, slots);
  const beats = Math.max(1, Math.floor(limits.heartbeatMillis / slotMillis));
  let added = 0;

  function beat(session: Session, onSilent: (session: Session) => void): void {
    const { link } = session;
    if (link.closed) return;
    if (link.heard) link.misses = 0;
    else link.misses++;
    link.heard = false;
    if (link.misses > 0) onSilent(session);
    if (link.closed) return;
    link.socket.ping();
    wheel.add(session, limits.heartbeatMillis);
  }

  return {
    // A crowd that came in one second is pinged over a whole beat: thousands of pings in one turn
    // would keep everybody waiting.
    add: (session) => wheel.add(session, slotMillis * (1 + (added++ % beats))),
    turn: (at, onSilent) => wheel.turn(at, (session) => beat(session, onSilent)),
  };
}
