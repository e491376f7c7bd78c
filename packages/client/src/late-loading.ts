/**
 * Late loading: gives every room its late parts (late-parts.ts) once they are here. Without them
 * rooms work, and only tell less: no typists, no gaps, no mentions, no names of those who are here;
 * all but the typists is made up for when the parts come.
 */
import type { Millis, RoomId } from "@festival-chat/protocol/wire";
import type { ClientEvent, Notice } from "./api.ts";
import type { ClientPorts, LateParts, RoomKeeping } from "./client-ports.ts";
import type { Commits } from "./commits.ts";
import type { RelayLink } from "./relay-link.ts";
import type { RoomCore } from "./room-core.ts";
import type { RoomSteps } from "./room-steps.ts";

export interface LateLoading {
  /**
   * Loads the parts unless they are here or on their way. A failure is forgotten: ask again. Settles
   * when rooms have their parts, or cannot have them.
   */
  load(): Promise<void>;
  /** Gives a room its parts, if they are here. */
  equip(core: RoomCore): void;
  /** Tells what authors wrote and nobody gave us (SPEC E5). */
  look(now: Millis): void;
  /** What is still on its way is not used any more. */
  close(): void;
}

export interface LateLoadingPorts {
  readonly ports: ClientPorts;
  readonly commits: Commits;
  readonly cores: ReadonlyMap<RoomId, RoomCore>;
  readonly steps: Pick<RoomSteps, "flush" | "tellGap" | "announce" | "emitPresence">;
  readonly link: Pick<RelayLink, "transmit" | "current">;
  readonly listener: {
    event(event: ClientEvent): void;
    /** The record of a room was stored, for other tabs. */
    learned(room: RoomId): void;
    /** Entries of a room were, for other tabs. */
    stored(room: RoomId): void;
    readonly rooms: RoomKeeping;
  };
  notice(notice: Notice): void;
  /** The state changed: the timer follows. */
  settle(): void;
  /** Local time, by the relay's clock as far as known. */
  now(): Millis;
}

export function createLateLoading(given: LateLoadingPorts): LateLoading {
  const { ports, cores, steps, listener } = given;
  let parts: LateParts | undefined;
  let loading: Promise<void> | undefined;
  let closed = false;

  function equip(core: RoomCore): void {
    if (parts === undefined) return;
    core.late = parts.equip(core, given);
    // What they would have told, had they been here.
    if (core.overdue.mentions) {
      core.timeline.refold();
      steps.flush(core);
    }
    if (core.overdue.gap) steps.tellGap(core);
    if (core.presence.view.present.size > 0) steps.emitPresence(core);
    steps.announce(core);
  }

  function take(found: LateParts | undefined): void {
    if (found === undefined || closed) return;
    parts = found;
    for (const core of cores.values()) {
      equip(core);
      if (core.gaps.length > 0) listener.event({ kind: "room", room: core.id });
    }
    given.settle();
  }

  return {
    equip,
    load() {
      if (loading !== undefined) return loading;
      const found = ports.loadLate();
      if (found instanceof Promise) {
        const loaded = found.catch(() => undefined).then(take);
        loading = loaded.then(() => {
          if (parts === undefined) loading = undefined;
        });
      } else {
        // Parts at hand are taken within this call, so that a simulation has them from the start.
        take(found);
        loading = Promise.resolve();
      }
      return loading;
    },
    look(now) {
      for (const core of cores.values()) {
        core.late?.look(now);
        const gaps = core.late?.holes.look(now);
        if (gaps === undefined) continue;
        for (const gap of gaps) given.notice({ kind: "messages-missing", room: core.id, gap });
        listener.event({ kind: "room", room: core.id });
      }
    },
    close() {
      closed = true;
    },
  };
}
