/** Intent: what a frame asks the relay to do, after all checks that need no waiting. */
import type {
  AnnouncementFrameOf,
  EnvelopeId,
  FrameOf,
  ReachFrameOf,
} from "@festival-chat/protocol/wire";
import type { Refusal } from "./refusal.ts";
import type { Seat } from "./room.ts";

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
