/** Refusal: how a session says no. */
import type {
  Frame,
  FrameKind,
  Millis,
  ReachFrameOf,
  ReachKind,
  WireErrorName,
} from "@festival-chat/protocol/wire";
import type { PaceName } from "./pace.ts";
import type { Seat } from "./room.ts";

export interface Refusal {
  readonly kind: "refuse";
  readonly refused: FrameKind | ReachKind | "unknown";
  readonly ref: number;
  readonly error: WireErrorName;
  readonly retryAfter?: Millis;
  /** The room that it speaks of, where that matters to organisers. */
  readonly channel?: number;
}

/** @param ref of the refused frame; 0 when it has none */
export const refusal = (
  refused: Refusal["refused"],
  ref: number,
  error: WireErrorName,
  retryAfter: Millis = 0,
): Refusal => ({ kind: "refuse", refused, ref, error, retryAfter });

/** Takes from the device's rate; a refusal when it is used up. `cost` is one, or the bytes of a rate of bytes. */
export function paced(
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
