/** Join refusal: what a room does when a relay does not let it in, by the error and the proof (SPEC L4, L8). */
import {
  type FrameOf,
  type Millis,
  wireErrorByCode,
  type WireErrorName,
  wireErrors,
} from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import type { JoinProof } from "./effect.ts";

/** Whether the relay lets us into a room. */
export type Membership =
  | { readonly kind: "joining" }
  | { readonly kind: "joined" }
  /** Nobody created this room here: wrong words, or the wrong relay. */
  | { readonly kind: "no-such-room" }
  | { readonly kind: "refused"; readonly error: WireErrorName };

export type AfterRefusal =
  /** Ask again at once, with another proof. */
  | { readonly kind: "join"; readonly proof: JoinProof }
  /** Ask again after `retryAfter`; without `membership` this refusal says nothing new of it. */
  | {
      readonly kind: "shut";
      readonly retryAfter: Millis;
      readonly membership?: Membership | undefined;
    };

/** How long a refusal keeps us back: what the relay asks for, within reason. In ms. */
export const pauseOf = ({ retryAfter }: FrameOf<"refuse">): Millis =>
  Math.max(Math.min(retryAfter, bounds.imposedMillis), bounds.retryMillis);

/**
 * @param proof what the refused join proved membership by
 * @param mayCreate whether our certificate could create or heal the room
 * @param absences how often in a row the relay said before that there is no such room
 */
export function afterRefusal(
  frame: FrameOf<"refuse">,
  proof: JoinProof,
  mayCreate: boolean,
  absences: number,
): AfterRefusal {
  const name = wireErrorByCode(frame.code);
  const retryAfter = pauseOf(frame);
  if (name === "NoSuchRoom") {
    if (proof !== "certificate" && mayCreate) return { kind: "join", proof: "certificate" };
    const rising = Math.min(bounds.noSuchRoomMillis * 2 ** absences, bounds.imposedMillis);
    return { kind: "shut", retryAfter: rising, membership: { kind: "no-such-room" } };
  }
  const retry = name === undefined ? "backoff" : wireErrors[name].retry;
  switch (retry) {
    case "afterJoin":
      return proof === "ticket"
        ? { kind: "join", proof: "signature" }
        : { kind: "shut", retryAfter };
    case "backoff":
      return { kind: "shut", retryAfter };
    case "never":
    case "afterUpdate":
      return {
        kind: "shut",
        retryAfter: Math.max(retryAfter, bounds.refusedRoomMillis),
        membership: name && { kind: "refused", error: name },
      };
  }
}
