/**
 * Frame routes: for which room a frame of the relay is, and which part of the room takes it. Rooms
 * are found by the channel, or by the ref of what they asked.
 */
import {
  type Frame,
  type FrameOf,
  frameTypes,
  type Millis,
  type RoomId,
} from "@festival-chat/protocol/wire";
import type { ClientEvent } from "./api.ts";
import type { Announcements } from "./core/announcements.ts";
import type { HybridClock } from "./core/clock.ts";
import type { RelayLink } from "./relay-link.ts";
import type { RoomCore } from "./room-core.ts";
import type { RoomSteps } from "./room-steps.ts";

export interface FrameRoutes {
  /**
   * Hands a frame to whom it is for.
   * @param frame undefined when this version does not know its type
   * @param bytes the whole of it, for parts loaded later that may know it
   */
  route(frame: Frame | undefined, now: Millis, bytes: Uint8Array): void;
  /** Gives the seat of a room up: at once, or as soon as the relay lets us in. */
  leave(core: RoomCore): void;
  /** The link is gone, and its seats and refs with it. */
  lost(): void;
}

export interface FrameRoutesPorts {
  readonly cores: ReadonlyMap<RoomId, RoomCore>;
  readonly clock: Pick<HybridClock, "relaySaid">;
  readonly link: Pick<RelayLink, "transmit">;
  readonly steps: Pick<RoomSteps, "run" | "retell" | "emitPresence" | "learnCertificate">;
  readonly announcements: Pick<Announcements, "refused">;
  readonly listener: { event(event: ClientEvent): void };
}

export function createFrameRoutes(given: FrameRoutesPorts): FrameRoutes {
  const { cores, link, steps } = given;
  /** Rooms that were left, by the ref of the join that the relay still owes an answer. */
  const unwanted = new Map<number, RoomId>();

  /** For the room that has its seat here, if one has. */
  function atSeat(channel: number, act: (core: RoomCore) => void): void {
    for (const core of cores.values()) if (core.sync.channel === channel) return act(core);
  }

  /** A room that was left before the relay let us in; unless it was joined again meanwhile. */
  function leaveUnwanted({ ref, channel }: FrameOf<"joined">): void {
    const room = unwanted.get(ref);
    if (unwanted.delete(ref) && room !== undefined && !cores.has(room)) {
      link.transmit({ kind: "leave", channel });
    }
  }

  function refused(frame: FrameOf<"refuse">, now: Millis): void {
    if (frame.refused === frameTypes.announce) {
      const spoken = [...cores.values()].filter(({ stored }) => stored.spoken);
      given.announcements.refused(
        spoken.map(({ id }) => id),
        frame.retryAfter,
        now,
      );
      return;
    }
    for (const core of cores.values()) {
      const inFlight = core.outbox.inFlight();
      const effects = core.sync.refused(frame, now);
      if (effects === undefined) continue;
      steps.run(core, effects);
      steps.retell(core, inFlight);
    }
  }

  return {
    route(frame, now, bytes) {
      switch (frame?.kind) {
        case "joined":
          given.clock.relaySaid(frame.relayTime, now);
          leaveUnwanted(frame);
          for (const core of cores.values()) steps.run(core, core.sync.heard(frame, now));
          return;
        case "deliver":
        case "page":
        case "reset":
        case "ack":
        case "want":
          return atSeat(frame.channel, (core) => steps.run(core, core.sync.heard(frame, now)));
        case "refuse":
          return refused(frame, now);
        case "pong":
          for (const { channel, head } of frame.heads) {
            atSeat(channel, ({ sync }) => sync.headTold(head, now));
          }
          return;
        case "presence":
          return atSeat(frame.channel, (core) => {
            core.presence.update(frame.body);
            steps.emitPresence(core);
          });
        case "ephemeral":
          atSeat(frame.channel, ({ late }) => late?.typing.heard(frame, now));
          // Receipts are one too, and they are heard by a part loaded later.
          return given.listener.event({ kind: "frame", bytes });
        case "card":
          return atSeat(frame.channel, (core) => {
            void steps.learnCertificate(core, frame.certificate);
          });
        default:
          // Not the engine's: signalling, or a kind it does not know. Parts loaded later may.
          given.listener.event({ kind: "frame", bytes });
      }
    },

    leave({ id, sync: { channel, state } }) {
      if (channel !== undefined) link.transmit({ kind: "leave", channel });
      if (state.kind === "joining") unwanted.set(state.ref, id);
    },

    lost: () => unwanted.clear(),
  };
}
