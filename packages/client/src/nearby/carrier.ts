/**
 * Carrier: offers the relay what came from other phones and has no place in its log (SPEC G7). The
 * relay asks for what it lacks, and the outbox carries it; all of it is idempotent, so that any
 * number of phones may do this for anyone. One of the late parts: what was taken in an evening
 * without a relay goes out at the next start, whether or not links are made then.
 */
import { type EnvelopeId, type Frame, limits, type Millis } from "@festival-chat/protocol/wire";
import * as meshBounds from "../core/mesh/mesh-bounds.ts";
import type { RoomCore } from "../room-core.ts";
import type { Unplaced } from "./unplaced.ts";

export interface Carrier {
  /** Whether it was offered on this link: mostly we were the one who brought it to the relay. */
  offered(id: EnvelopeId): boolean;
  look(now: Millis): void;
  deadline(): Millis | undefined;
}

export interface CarrierPorts {
  transmit(frame: Frame): void;
  /** Uniform in [0, 1). */
  random(): number;
}

export function createCarrier(
  core: Pick<RoomCore, "sync">,
  unplaced: Unplaced,
  { transmit, random }: CarrierPorts,
): Carrier {
  /** Set while there is a relay and something for it. */
  let at: Millis | undefined;
  /** How often each was offered on this link: what the relay does not ask for it has, unplaced as it is here. */
  let triesById = new Map<EnvelopeId, number>();

  return {
    offered: (id) => triesById.has(id),
    look(now) {
      const { state } = core.sync;
      if (state.kind !== "live") {
        at = undefined;
        triesById = new Map();
        return;
      }
      if (at !== undefined && now < at) return;
      const lacking = unplaced
        .carried()
        .filter((id) => (triesById.get(id) ?? 0) < meshBounds.offerTries);
      const ids = lacking.slice(-limits.haveIds);
      if (ids.length === 0) {
        at = undefined;
        return;
      }
      // Many bring the same: by chance one is first, and the others have it delivered.
      at ??= now + random() * meshBounds.offerSpreadMillis;
      if (now < at) return;
      const rest = lacking.length > ids.length;
      at = now + (rest ? meshBounds.offerSpreadMillis : meshBounds.offerAgainMillis);
      for (const id of ids) triesById.set(id, (triesById.get(id) ?? 0) + 1);
      transmit({ kind: "have", channel: state.channel, ids });
    },
    deadline: () => at,
  };
}
