/**
 * Flood: passes new messages on (SPEC G5). Each waits a moment first, and goes to every link whose
 * other end is not known to have it; the moments end on a grid, so that one radio wake-up serves all.
 */
import {
  type EnvelopeId,
  meshLimits,
  type Millis,
  type MeshFrameOf,
} from "@festival-chat/protocol/wire";
import * as meshBounds from "./mesh-bounds.ts";
import { earlier } from "../effect.ts";
import type { Rank } from "./mesh-effect.ts";
import type { MeshPeer } from "./mesh-peer.ts";

export interface Flood {
  /** @param hops how often it may still be passed on; below 1 it ends here */
  pass(id: EnvelopeId, hops: number, rank: Rank, at: Millis): void;
  /** Queues what is due. @returns how many envelopes did not fit */
  wake(peers: Iterable<MeshPeer>, now: Millis): number;
  deadline(): Millis | undefined;
}

export interface FloodPorts {
  /** Undefined when it is not held any more, or not to be passed on. */
  envelope(id: EnvelopeId): Uint8Array | undefined;
  /** Whether the other end has it by its own word. */
  holds(peer: MeshPeer, id: EnvelopeId): boolean;
}

interface Passing {
  readonly id: EnvelopeId;
  readonly hops: number;
  readonly rank: Rank;
  readonly at: Millis;
}

/** One frame for each rank and number of hops, and no larger than a batch. */
function batches(
  passing: readonly (Passing & { readonly envelope: Uint8Array })[],
): { readonly rank: Rank; readonly frame: MeshFrameOf<"gossip"> }[] {
  const made: { rank: Rank; frame: MeshFrameOf<"gossip">; bytes: number }[] = [];
  for (const { rank, hops, envelope } of passing) {
    const open = made.findLast((one) => one.rank === rank && one.frame.hops === hops);
    const fits =
      open !== undefined &&
      open.frame.envelopes.length < meshLimits.gossipEnvelopes &&
      open.bytes + envelope.length <= meshBounds.batchBytes;
    if (fits) {
      open.frame = { ...open.frame, envelopes: [...open.frame.envelopes, envelope] };
      open.bytes += envelope.length;
    } else {
      const frame = { kind: "gossip", hops, envelopes: [envelope] } as const;
      made.push({ rank, frame, bytes: envelope.length });
    }
  }
  return made;
}

export function createFlood({ envelope, holds }: FloodPorts): Flood {
  const passingById = new Map<EnvelopeId, Passing>();

  return {
    pass(id, hops, rank, at) {
      if (hops < 1 || passingById.has(id)) return;
      const grid = meshLimits.coalesceMillis;
      passingById.set(id, { id, hops, rank, at: Math.ceil(at / grid) * grid });
    },

    wake(peers, now) {
      const due = [...passingById.values()].filter(({ at }) => at <= now);
      if (due.length === 0) return 0;
      for (const { id } of due) passingById.delete(id);
      let unfit = 0;
      for (const peer of peers) {
        const going = due.flatMap((one) => {
          const bytes = envelope(one.id);
          if (bytes === undefined || peer.had.has(one.id) || holds(peer, one.id)) return [];
          peer.had.add(one.id);
          return [{ ...one, envelope: bytes }];
        });
        for (const { rank, frame } of batches(going)) {
          if (!peer.say(frame, rank, "messages")) unfit += frame.envelopes.length;
        }
      }
      return unfit;
    },

    deadline() {
      let next: Millis | undefined;
      for (const { at } of passingById.values()) next = earlier(next, at);
      return next;
    },
  };
}
