/**
 * Holes: what of a room is missing, be it that the relay has lost records or that an author's chain
 * has a hole (SPEC E5). Matters only some time after everything that is there was shown, and is
 * therefore one of the late parts.
 */
import type { Opened } from "@festival-chat/protocol/e2e";
import type { EnvelopeId, Millis } from "@festival-chat/protocol/wire";
import type { Gap, Message } from "./api.ts";
import * as bounds from "./core/bounds.ts";
import { createChains, type Omission } from "./core/chains.ts";
import { createOmissions } from "./core/omissions.ts";
import type { RoomCore } from "./room-core.ts";

export interface Holes {
  /**
   * Gaps as an app sees them: behind which message something is missing. Those that the relay told
   * come first, in the order of `core.gaps`. The same array until something changes.
   */
  gaps(): readonly Gap[];
  /** An envelope was opened: its place in its author's chain is filled. */
  put(opened: Opened, id: EnvelopeId): void;
  /** The envelope made way: that is no hole. */
  drop(id: EnvelopeId): void;
  /** Gaps that became certain; undefined when nothing changed. */
  look(now: Millis): readonly Gap[] | undefined;
  deadline(): Millis | undefined;
}

/** A gap by the relay's order: what is missing has its place in (after, before). */
interface Hole {
  readonly after: number;
  readonly missing: number | undefined;
}

/** A hole in a chain, where the relay's log has it; undefined when it is told or explained already. */
function holeOf(core: RoomCore, { after, before, missing, author }: Omission): Hole | undefined {
  const from = core.log.get(after)?.stamp?.seq;
  const to = core.log.get(before)?.stamp?.seq;
  if (from === undefined || to === undefined) return undefined;
  // Own messages that were taken back leave holes; and nobody misses what they do not want to read.
  if (author === core.identity.author || core.notes.blocked.has(author)) return undefined;
  if (core.sync.hasEarlier && from < (core.log.earliest ?? 0) + bounds.omissionMargin) {
    return undefined;
  }
  if (core.gaps.some((range) => range.after < to && range.before > from)) return undefined;
  return { after: from, missing: missing > bounds.omittedMessages ? undefined : missing };
}

/** The shown messages that stand last at or before each hole, by the relay's order. */
function locate(core: RoomCore, holes: readonly Hole[]): readonly Gap[] {
  const last = holes.map((): { seq: number; id: Gap["after"] } => ({ seq: -1, id: undefined }));
  for (const { id, stamp } of core.log.entries()) {
    if (stamp === undefined) continue;
    const message = core.timeline.messageOf(id);
    if (message === undefined || core.timeline.find(message) === undefined) continue;
    for (const [i, { after }] of holes.entries()) {
      const best = last[i];
      if (best === undefined || stamp.seq > after || stamp.seq <= best.seq) continue;
      best.seq = stamp.seq;
      best.id = message;
    }
  }
  return holes.map(({ missing }, i) => ({ after: last[i]?.id, missing }));
}

interface Reading {
  readonly ranges: RoomCore["gaps"];
  readonly told: readonly Omission[];
  readonly messages: readonly Message[];
  readonly gaps: readonly Gap[];
}

const noGaps: readonly Gap[] = [];

/** The holes of a room, with what was opened so far. */
export function createHoles(core: RoomCore): Holes {
  const chains = createChains();
  const omissions = createOmissions();
  let reading: Reading | undefined;

  const put = ({ author, chain, ctr }: Opened, id: EnvelopeId): void =>
    chains.put({ author, chain, ctr, id });

  for (const { id } of core.log.entries()) {
    const opened = core.timeline.openedOf(id);
    if (opened !== undefined) put(opened, id);
  }

  return {
    put,
    drop: (id) => chains.drop(id),

    gaps() {
      const { gaps: ranges, timeline } = core;
      const { told } = omissions;
      if (ranges.length + told.length === 0) return noGaps;
      const messages = timeline.messages();
      if (reading?.ranges !== ranges || reading.told !== told || reading.messages !== messages) {
        const gaps = locate(core, [
          ...ranges.map(({ after, before }) => ({
            after,
            missing: Math.max(0, before - after - 1),
          })),
          ...told.flatMap((omission) => holeOf(core, omission) ?? []),
        ]);
        reading = { ranges, told, messages, gaps };
      }
      return reading.gaps;
    },

    look(now) {
      const { sync, log, heal, opener } = core;
      const settled =
        sync.state.kind === "live" && !log.hole && heal.state.kind === "whole" && !opener.busy;
      const news = omissions.look(() => chains.omissions(), settled, now);
      return (
        news &&
        locate(
          core,
          news.flatMap((omission) => holeOf(core, omission) ?? []),
        )
      );
    },

    deadline: () => omissions.deadline(),
  };
}
