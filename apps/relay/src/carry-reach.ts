/** Carries out what a session decided about reaching people (SPEC section 10). */
import type { ReachFrameOf } from "@festival-chat/protocol/wire";
import { refuse } from "./link.ts";
import type { RelayContext } from "./relay-context.ts";
import { isLooking, type Seat } from "./room.ts";

/** Rings what a ring frame announced, once its envelope is committed. */
export function ring(
  relay: RelayContext,
  seat: Seat,
  envelope: Uint8Array,
  { everybody, called }: ReachFrameOf<"ring">,
): void {
  const { room, device: author } = seat;
  relay.reach.ring({
    room: room.id,
    envelope,
    author,
    everybody,
    called: new Set(called),
    // Of a room that was forgotten meanwhile nobody has a seat, so nobody looks.
    isLooking: (device) => isLooking(room, device),
  });
}

/** Keeps where a device is pushed to; what is not kept is refused, and the link stays. */
export async function subscribe(
  relay: RelayContext,
  seat: Seat,
  frame: ReachFrameOf<"subscribe">,
): Promise<void> {
  const kept = await relay.reach.subscribe(seat.room.id, seat.device, frame.mode, frame);
  if (kept) return;
  const retryAfter = relay.limits.overloadRetryMillis;
  const refusal = { refused: "subscribe", ref: 0, error: "Overloaded", retryAfter } as const;
  refuse(seat.link, refusal, relay.now());
}
