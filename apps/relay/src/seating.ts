/** Leaving: gives a seat back and tells presence. */
import { type Millis, timing } from "@festival-chat/protocol/wire";
import type { RelayContext } from "./relay-context.ts";
import { leaveSeat, type Seat } from "./room.ts";
import type { Session } from "./session.ts";

/** @param leavesAt when the device counts as gone: now after a farewell, later after silence */
export function unseat(relay: RelayContext, session: Session, seat: Seat, leavesAt: Millis): void {
  const { room } = seat;
  if (seat.announced) room.presence.withdraw(seat.device, leavesAt);
  seat.announced = false;
  leaveSeat(seat, relay.now());
  session.seats.delete(room.channel);
  relay.owedAcks.delete(seat);
}

/** Gives back every seat of a link that broke. */
export function unseatAll(relay: RelayContext, session: Session): void {
  const leavesAt = relay.now() + timing.leaveMillis;
  for (const seat of [...session.seats.values()]) unseat(relay, session, seat, leavesAt);
}
