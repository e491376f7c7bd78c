/** What the mesh asks for, and what it is told of envelopes that were opened for it. */
import type { AuthorKey, DeviceTag, EnvelopeId } from "@festival-chat/protocol/wire";
import type { Placed, Spot } from "./holdings.ts";

/** A number that whoever runs the mesh gives a link; never used twice. */
export type LinkId = number;

/** What a frame is for: told apart in the counts. */
export type Purpose = "messages" | "control" | "signals";

/**
 * Order under pressure (SPEC G6), the lowest first: words of this phone, what the host says, words of
 * others, what else there is, signalling, reactions, stamps and digests, answers to wants.
 */
export const ranks = {
  own: 0,
  control: 1,
  text: 2,
  other: 3,
  reaction: 4,
  sync: 5,
  give: 6,
} as const;
export type Rank = (typeof ranks)[keyof typeof ranks];

export type MeshEffect =
  | {
      readonly kind: "send";
      readonly link: LinkId;
      readonly frame: Uint8Array;
      readonly purpose: Purpose;
    }
  /** Open and verify it; the verdict comes back through `opened`. */
  | { readonly kind: "open"; readonly id: EnvelopeId; readonly envelope: Uint8Array }
  /** It was opened and is new: keep and show it. */
  | { readonly kind: "take"; readonly id: EnvelopeId }
  | { readonly kind: "hangUp"; readonly link: LinkId; readonly code: number }
  | { readonly kind: "signal"; readonly from: DeviceTag; readonly sealed: Uint8Array }
  | {
      readonly kind: "introduced";
      readonly link: LinkId;
      readonly peers: readonly DeviceTag[];
    }
  /** What is known of the way of these changed. */
  | { readonly kind: "passed"; readonly ids: readonly EnvelopeId[] };

/** What opening an envelope came to. */
export type Verdict =
  /** Forged, changed, or of another room. */
  | { readonly kind: "junk" }
  /** Of a newer version or an epoch whose key is not here: nobody's fault. */
  | { readonly kind: "unreadable" }
  /** Another envelope of a message that is here. */
  | { readonly kind: "known" }
  /** No room is left for what no relay has. */
  | { readonly kind: "full" }
  | {
      readonly kind: "new";
      readonly placed: Placed;
      readonly author: AuthorKey;
      readonly rank: Rank;
    };

/** A message as the engine came to hold it. */
export interface Arrival {
  readonly placed: Placed;
  readonly rank: Rank;
  /** Written on this phone. */
  readonly own: boolean;
  /** Whether others may not have it yet: not so of what was stored long ago. */
  readonly fresh: boolean;
}

export type { Placed, Spot };
