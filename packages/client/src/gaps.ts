/** What a room remembers beside its record: gaps, and whether a relay is still to be healed. */
import { type Millis, type RoomId, toSeq } from "@festival-chat/protocol/wire";
import type { Gap, Message } from "./api.ts";
import * as bounds from "./core/bounds.ts";
import type { Omission } from "./core/chains.ts";
import type { MissingRange } from "./core/effect.ts";
import type { StoreChange } from "./ports.ts";
import type { RoomCore } from "./room-core.ts";

export const gapsKey = (room: RoomId): string => `gaps/${room}`;
export const healKey = (room: RoomId): string => `heal/${room}`;

export const gapsSetting = (room: RoomId, gaps: readonly MissingRange[]): StoreChange => ({
  kind: "putSetting",
  key: gapsKey(room),
  value: gaps.map(({ after, before }) => `${after}-${before}`).join(" "),
});

export const healSetting = (room: RoomId, healing: boolean): StoreChange => ({
  kind: "putSetting",
  key: healKey(room),
  value: healing ? "yes" : "",
});

/** Reads a stored setting; what cannot be read is left out. */
export function parseGaps(text: string): readonly MissingRange[] {
  const gaps: MissingRange[] = [];
  for (const [, after, before] of text.matchAll(/(?<!\S)([0-9]{1,15})-([0-9]{1,15})(?!\S)/g)) {
    gaps.push({ after: toSeq(Number(after)), before: toSeq(Number(before)) });
  }
  return gaps;
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

const readings = new WeakMap<RoomCore, Reading>();

/**
 * Gaps as an app sees them: behind which message something is missing, be it that the relay has lost
 * records or that an author's chain has a hole. The same array until something changes.
 */
export function readGaps(core: RoomCore): readonly Gap[] {
  const { gaps: ranges, timeline } = core;
  const { told } = core.omissions;
  if (ranges.length + told.length === 0) return noGaps;
  const messages = timeline.messages();
  const known = readings.get(core);
  if (known?.ranges === ranges && known.told === told && known.messages === messages) {
    return known.gaps;
  }
  const gaps = locate(core, [
    ...ranges.map(({ after, before }) => ({ after, missing: Math.max(0, before - after - 1) })),
    ...told.flatMap((omission) => holeOf(core, omission) ?? []),
  ]);
  readings.set(core, { ranges, told, messages, gaps });
  return gaps;
}

const noGaps: readonly Gap[] = [];

/** Gaps that became certain; undefined when nothing changed. */
export function findOmissions(core: RoomCore, now: Millis): readonly Gap[] | undefined {
  const { sync, log, heal, opener, chains, omissions } = core;
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
}
