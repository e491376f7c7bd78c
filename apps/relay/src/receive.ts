/** One inbound message: decided by decide, carried out here. */
import {
  announce,
  ephemeral,
  hangUp,
  have,
  pong,
  publish,
  pull,
  roster,
  signal,
} from "./carry-out.ts";
import { subscribe } from "./carry-reach.ts";
import { decide } from "./decide.ts";
import type { Intent } from "./intent.ts";
import { join, resume } from "./joining.ts";
import { closeLink, refuse } from "./link.ts";
import type { Refusal } from "./refusal.ts";
import type { RelayContext } from "./relay-context.ts";
import { takeCard } from "./room-cards.ts";
import { unseat } from "./seating.ts";
import type { Session } from "./session.ts";
import { takeTokens } from "./token-bucket.ts";

/** @param bytes one whole binary message, which nobody else changes or reuses */
export function receive(relay: RelayContext, session: Session, bytes: Uint8Array): void {
  relay.metrics.add("frames_in");
  relay.metrics.add("bytes_in", bytes.length);
  carryOut(relay, session, decide(session, bytes, relay.now(), relay.limits));
}

/** Refuses; a link that earns too many refusals is cut off, so that saying no stays cheap. */
function answerNo(relay: RelayContext, session: Session, refusal: Refusal): void {
  const now = relay.now();
  const { link } = session;
  const stubborn = takeTokens(session.refusals, relay.limits.refusals, now) > 0;
  // A fresh link has a fresh nonce and joins anew; this one would be refused for ever.
  if (stubborn || session.joinAttempts > relay.limits.joinAttemptsPerLink) {
    relay.metrics.refused(refusal.error);
    return closeLink(link, "TooFast", now);
  }
  noteBusy(relay, session, refusal);
  refuse(link, refusal, now);
}

/** Organisers see which rooms and devices write faster than they may. */
function noteBusy(relay: RelayContext, session: Session, refusal: Refusal): void {
  if (refusal.refused !== "publish" || refusal.channel === undefined) return;
  const seat = session.seats.get(refusal.channel);
  if (seat === undefined) return;
  const { device, room } = seat;
  if (refusal.error === "RoomTooFast") relay.warden.happened({ kind: "busy-room", room: room.id });
  if (refusal.error === "TooFast") {
    relay.warden.happened({ kind: "busy-device", room: room.id, device });
  }
}

function carryOut(relay: RelayContext, session: Session, intent: Intent): void {
  switch (intent.kind) {
    case "refuse":
      return answerNo(relay, session, intent);
    case "ignore":
      if (intent.unknown) relay.metrics.add("frames_unknown");
      return;
    case "join":
      return void join(relay, session, intent.frame);
    case "resume":
      return void resume(relay, session, intent.frame);
    case "publish":
      return void publish(relay, session, intent);
    case "pull":
      return void pull(relay, session, intent.seat, intent.frame);
    case "have":
      return void have(relay, session, intent.seat, intent.frame);
    case "announce":
      return announce(relay, intent.seat, intent.frame);
    case "roster":
      return roster(relay, intent.seat);
    case "ephemeral":
      return ephemeral(relay, intent.seat, intent.frame.sealed);
    case "signal":
      return signal(relay, intent.seat, intent.frame.to, intent.frame.sealed);
    case "card":
      return void takeCard(relay, session, intent.seat, intent.frame);
    case "subscribe":
      return void subscribe(relay, intent.seat, intent.frame);
    case "unsubscribe":
      return relay.reach.unsubscribe(intent.seat.room.id, intent.seat.device);
    case "seen":
      relay.metrics.add("announcements_seen");
      return relay.warden.seen(intent.frame);
    case "leave":
      // Not a broken link: whoever leaves a room wants to hear no more of it.
      relay.reach.unsubscribe(intent.seat.room.id, intent.seat.device);
      return unseat(relay, session, intent.seat, relay.now());
    case "ping":
      return pong(relay, session, intent.token);
    case "hangUp":
      return hangUp(relay, session);
  }
}
