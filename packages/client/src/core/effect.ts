/**
 * Effects: everything the core asks for. A core object owns its state, takes inputs with the time
 * and answers effects; it never does anything itself.
 *
 * Of one step the driver first commits every `keep*` in one transaction and then does the rest.
 */
import type { Cursor, Frame, FrameOf, Seq } from "@festival-chat/protocol/wire";
import type { StoredEntry } from "./stored.ts";

/** How a join proves membership. certificate: by signature, and it creates or heals the room. */
export type JoinProof = "ticket" | "signature" | "certificate";

/** Records of the relay that are gone for good: more than `after`, less than `before`. */
export interface MissingRange {
  readonly after: Seq;
  readonly before: Seq;
}

export type LinkEffect =
  | { readonly kind: "dial" }
  | { readonly kind: "hangUp"; readonly code: number }
  | { readonly kind: "ping"; readonly token: number }
  /** The link is ready: join the rooms. */
  | { readonly kind: "greeted"; readonly hello: FrameOf<"hello"> }
  | { readonly kind: "lost" }
  | { readonly kind: "otherEnvironment"; readonly hello: FrameOf<"hello"> };

/** Effects of one room; the driver knows which. */
export type RoomEffect =
  | { readonly kind: "keepEntry"; readonly entry: StoredEntry }
  /** Made way for newer ones. */
  | { readonly kind: "dropEntry"; readonly entry: StoredEntry }
  | {
      readonly kind: "keepPosition";
      readonly cursor: Cursor | undefined;
      readonly earliest: Seq | undefined;
    }
  /** The draft has become the message that is kept with it. */
  | { readonly kind: "keepDraft" }
  /** Whether everything held must still be offered to the relay's new log. */
  | { readonly kind: "keepHealing"; readonly healing: boolean }
  | { readonly kind: "send"; readonly frame: Frame }
  /** Sign (unless by ticket) and send a join. */
  | {
      readonly kind: "join";
      readonly ref: number;
      readonly proof: JoinProof;
      readonly ticket: Uint8Array | undefined;
    }
  | { readonly kind: "joined"; readonly frame: FrameOf<"joined"> }
  | { readonly kind: "missing"; readonly range: MissingRange }
  /** A relay will never take this entry of ours. */
  | { readonly kind: "refused"; readonly entry: StoredEntry; readonly code: number }
  /** A publish was acknowledged after this long. */
  | { readonly kind: "answered"; readonly tookMillis: number }
  /** Membership, progress or hasEarlier changed. */
  | { readonly kind: "changed" };

/** The earlier of two deadlines. */
export const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);
