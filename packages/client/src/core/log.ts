/**
 * Log: what this device holds of one room, and how far it has read the relay's log.
 *
 * The cursor stands where everything before it was taken: it moves over records that follow it and
 * never over a hole. Records beyond a hole are kept and remembered as ranges, so that nothing is
 * shown late because something else is missing. Not its job: asking (core/sync).
 */
import {
  type Cursor,
  type EnvelopeId,
  envelopeId,
  type LogEpoch,
  type LogRecord,
  type Millis,
  type RoomId,
  type Seq,
} from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import type { MissingRange } from "./effect.ts";
import { isRoomy, surplusOf } from "./retention.ts";
import type { StoredEntry } from "./stored.ts";

/** Where a relay lets us continue: of a joined or reset frame. */
export interface Position {
  readonly logEpoch: LogEpoch;
  readonly first: Seq;
  readonly head: Seq;
  readonly from: Seq;
}

/**
 * first: nothing was known. kept: the cursor holds. trimmed: some records are gone for good.
 * anew: another log, or the same one set back: what we hold may be missing there.
 */
export type Placement =
  | { readonly kind: "first" | "kept" | "anew" }
  | { readonly kind: "trimmed"; readonly range: MissingRange };

/** What records brought: entries that are new or stamped anew, and what is gone for good. */
export interface Taken {
  readonly entries: readonly StoredEntry[];
  readonly missing: readonly MissingRange[];
}

export interface Log {
  readonly cursor: Cursor | undefined;
  readonly earliest: Seq | undefined;
  /** Whether there is room for older history (core/retention). */
  readonly roomy: boolean;
  /** Whether records between the cursor and what was seen beyond it were never delivered. */
  readonly hole: boolean;
  get(id: EnvelopeId): StoredEntry | undefined;
  entries(): Iterable<StoredEntry>;
  /** Own entries, entries from the store, changes of state. */
  put(entry: StoredEntry): void;
  forget(id: EnvelopeId): void;
  /** These came first, in this order; what is not of them came after them. */
  arrange(ids: Iterable<EnvelopeId>): void;
  /** Forgets the oldest when it became too much. @returns what was forgotten */
  makeRoom(): readonly StoredEntry[];
  /** Another tab read on: continue where the store says. */
  restore(known: Known): void;
  place(position: Position): Placement;
  /** Records as the relay pushes them. */
  deliver(records: readonly LogRecord[], now: Millis): Taken;
  /** Records asked for after `asked`. */
  pageAfter(asked: Seq, more: boolean, records: readonly LogRecord[], now: Millis): Taken;
  /** Records asked for before `earliest`. */
  pageBefore(more: boolean, records: readonly LogRecord[], now: Millis): Taken;
}

/** Records taken beyond a hole: everything in (prev, seq]. */
interface Range {
  readonly prev: Seq;
  readonly seq: Seq;
}

/** How far a device has read. */
export interface Known {
  readonly cursor: Cursor | undefined;
  readonly earliest: Seq | undefined;
}

export function createLog(room: RoomId, known: Known): Log {
  const byId = new Map<EnvelopeId, StoredEntry>();
  let bytes = 0;
  let { cursor, earliest } = known;
  /** Ascending. */
  let ahead: Range[] = [];

  function release(id: EnvelopeId): void {
    bytes -= byId.get(id)?.envelope.length ?? 0;
    byId.delete(id);
  }

  function hold(entry: StoredEntry): void {
    bytes += entry.envelope.length - (byId.get(entry.id)?.envelope.length ?? 0);
    byId.set(entry.id, entry);
  }

  function moveTo(seq: Seq): void {
    if (cursor === undefined) return;
    let reached = Math.max(cursor.seq, seq) as Seq;
    let used = 0;
    for (const range of ahead) {
      if (range.prev > reached) break;
      if (range.seq > reached) reached = range.seq;
      used += 1;
    }
    if (used > 0) ahead = ahead.slice(used);
    if (reached !== cursor.seq) cursor = { logEpoch: cursor.logEpoch, seq: reached };
  }

  function remember(range: Range): void {
    const last = ahead.at(-1);
    if (last !== undefined && range.prev === last.seq) {
      ahead[ahead.length - 1] = { prev: last.prev, seq: range.seq };
    } else if (last !== undefined && range.seq <= last.seq) {
      if (ahead.some((one) => one.prev <= range.prev && range.seq <= one.seq)) return;
      ahead = [...ahead, range].sort((a, b) => a.prev - b.prev);
    } else ahead.push(range);
    // Forgetting a range costs a second transfer, never a record: the hole stays open up to it.
    if (ahead.length > bounds.aheadRecords) {
      const dropped = ahead.pop();
      const end = ahead.pop();
      if (dropped !== undefined && end !== undefined)
        ahead.push({ prev: dropped.seq, seq: dropped.seq });
    }
  }

  /** The entry of a record: new, stamped anew, or undefined when nothing changed. */
  function take(record: LogRecord, now: Millis): StoredEntry | undefined {
    const id = envelopeId(room, record.envelope);
    const held = byId.get(id);
    const stamp = { seq: record.seq, receivedAt: record.receivedAt };
    if (held === undefined) {
      const entry: StoredEntry = {
        room,
        id,
        // A view of the frame would keep the whole frame alive.
        envelope: record.envelope.slice(),
        stamp,
        arrivedAt: now,
        mine: false,
        waiting: false,
        refused: undefined,
      };
      hold(entry);
      return entry;
    }
    const same = held.stamp?.seq === stamp.seq && held.stamp.receivedAt === stamp.receivedAt;
    if (same && !held.waiting && held.refused === undefined) return undefined;
    const entry: StoredEntry = {
      ...held,
      stamp,
      arrivedAt: held.mine && held.stamp === undefined ? record.receivedAt : held.arrivedAt,
      waiting: false,
      refused: undefined,
    };
    hold(entry);
    return entry;
  }

  return {
    get cursor() {
      return cursor;
    },
    get earliest() {
      return earliest;
    },
    get hole() {
      return ahead.length > 0;
    },
    get: (id) => byId.get(id),
    entries: () => byId.values(),
    put: hold,
    get roomy() {
      return isRoomy({ entries: byId.size, bytes });
    },

    makeRoom() {
      const surplus = surplusOf({ entries: byId.size, bytes }, byId.values());
      for (const { id } of surplus.entries) release(id);
      if (surplus.earliest !== undefined) earliest = surplus.earliest;
      return surplus.entries;
    },

    forget: release,

    arrange(ids) {
      const held = new Map(byId);
      byId.clear();
      for (const id of ids) {
        const entry = held.get(id);
        if (entry !== undefined) byId.set(id, entry);
      }
      for (const [id, entry] of held) byId.set(id, entry);
    },

    restore(known) {
      ({ cursor, earliest } = known);
      ahead = [];
    },

    place({ logEpoch, first, from }) {
      ahead = [];
      if (cursor === undefined) {
        cursor = { logEpoch, seq: from };
        earliest = (from + 1) as Seq;
        return { kind: "first" };
      }
      const floor = Math.max(0, first - 1) as Seq;
      if (cursor.logEpoch !== logEpoch || from < cursor.seq) {
        // What is between the floor and `from` is not pushed: it has to be asked for.
        cursor = { logEpoch, seq: Math.min(floor, from) as Seq };
        earliest = first;
        if (from > cursor.seq) ahead.push({ prev: from, seq: from });
        return { kind: "anew" };
      }
      const before = cursor.seq;
      if (from > before) ahead.push({ prev: from, seq: from });
      if (floor <= before) return { kind: "kept" };
      moveTo(floor);
      return { kind: "trimmed", range: { after: before, before: first } };
    },

    deliver(records, now) {
      const entries: StoredEntry[] = [];
      for (const record of records) {
        if (cursor === undefined || record.seq <= cursor.seq) continue;
        const entry = take(record, now);
        if (entry !== undefined) entries.push(entry);
        if (record.prev <= cursor.seq) moveTo(record.seq);
        else remember({ prev: record.prev, seq: record.seq });
      }
      return { entries, missing: [] };
    },

    pageAfter(asked, more, records, now) {
      const entries: StoredEntry[] = [];
      const missing: MissingRange[] = [];
      let reached = asked;
      for (const record of records) {
        if (record.seq <= reached) continue;
        // The relay gave what it has: a record before this one, if there was one, is gone.
        if (record.prev > reached) missing.push({ after: reached, before: record.seq });
        reached = record.seq;
        if (cursor === undefined || record.seq <= cursor.seq) continue;
        const entry = take(record, now);
        if (entry !== undefined) entries.push(entry);
        moveTo(record.seq);
      }
      const next = ahead[0];
      if (!more && next !== undefined && next.prev > reached) {
        if (next.seq > next.prev) missing.push({ after: reached, before: (next.prev + 1) as Seq });
        moveTo(next.prev);
      }
      return { entries, missing };
    },

    pageBefore(more, records, now) {
      const entries: StoredEntry[] = [];
      const missing: MissingRange[] = [];
      let reached: Seq | undefined;
      for (const record of records) {
        // What is newer than our earliest is the business of the cursor.
        if (earliest !== undefined && record.seq >= earliest) break;
        if (reached !== undefined && record.prev > reached) {
          missing.push({ after: reached, before: record.seq });
        }
        reached = record.seq;
        const entry = take(record, now);
        if (entry !== undefined) entries.push(entry);
      }
      const oldest = reached === undefined ? undefined : records[0]?.seq;
      if (oldest !== undefined) earliest = oldest;
      if (!more && oldest === undefined) earliest = 0 as Seq;
      return { entries, missing };
    },
  };
}
