/** Lines of one room: what its host did, and who came and went where that is wanted. One of the late parts. */
import type { DeviceTag, Millis } from "@festival-chat/protocol/wire";
import { createComings, type Here } from "./comings.ts";
import type { PresenceView } from "./core/presence.ts";
import type { HostActs } from "./host-acts.ts";
import type { QuietLine } from "./policy.ts";
import { readPresence } from "./presence-names.ts";
import type { RoomCore } from "./room-core.ts";

export interface RoomLines {
  /** Oldest first; the same array until something happens. */
  readonly lines: readonly QuietLine[];
  /** Time went on, or somebody came. */
  look(now: Millis): void;
  deadline(): Millis | undefined;
}

export interface RoomLinePorts {
  readonly acts: Pick<HostActs, "lines">;
  /** Local time, by the clock of messages. */
  now(): Millis;
  /** There are other lines than before. */
  changed(): void;
}

const none: readonly QuietLine[] = [];

export function createRoomLines(core: RoomCore, ports: RoomLinePorts): RoomLines {
  const comings = createComings();
  let seen: PresenceView | undefined;
  let from: readonly [readonly QuietLine[], readonly QuietLine[]] = [none, none];
  let lines = none;

  function isLinked(): boolean {
    const { kind } = core.sync.state;
    return kind === "live" || kind === "behind";
  }

  function hereNow({ count, present }: PresenceView): Here {
    const others = new Map<DeviceTag, string>();
    for (const { tag, name } of readPresence(core.keys, { count, present }).members) {
      if (tag !== core.presence.me) others.set(tag, name);
    }
    return { count, others, complete: present.size === count };
  }

  return {
    get lines() {
      const met = core.notes.settings.joinLines ? comings.lines : none;
      const { lines: acts } = ports.acts;
      if (from[0] !== acts || from[1] !== met) {
        from = [acts, met];
        lines = met.length === 0 ? acts : [...acts, ...met].sort((a, b) => a.at - b.at);
      }
      return lines;
    },
    look(now) {
      const view = isLinked() ? core.presence.view : undefined;
      // Asked after every step of the engine: mostly nothing happened.
      const due = comings.deadline();
      if (view === seen && (due === undefined || now < due)) return;
      seen = view;
      if (comings.look(view && hereNow(view), now, ports.now())) ports.changed();
    },
    deadline: () => comings.deadline(),
  };
}
