/**
 * Unread: which messages of others came after the person last looked.
 *
 * The rule is by order of arrival on this device, never by place in the list: a message written
 * hours ago that comes only now stands far up and is unread all the same. What the relay had before
 * this device joined is history and was never unread, however late it is loaded.
 */
import type { EnvelopeId, MessageId } from "@festival-chat/protocol/wire";
import type { Message, Unread } from "./api.ts";
import type { StoredEntry } from "./core/stored.ts";
import type { RoomCore } from "./room-core.ts";
import type { ReadMark } from "./room-notes.ts";

export interface UnreadView extends Unread {
  readonly ids: ReadonlySet<MessageId>;
}

type MarkCore = Pick<RoomCore, "log" | "timeline" | "notes" | "stored" | "opener">;
type ReadCore = Pick<RoomCore, "log" | "timeline" | "notes" | "stored">;

/** Entries of others that came after the mark, in order of arrival; opened or not. */
export function unreadEntries({
  log,
  notes,
  stored,
}: Pick<RoomCore, "log" | "notes" | "stored">): readonly StoredEntry[] {
  const { read } = notes;
  if (read === undefined) return [];
  const { upTo, at, floor } = read;
  const floorSeq = floor?.logEpoch === stored.cursor?.logEpoch ? (floor?.seq ?? 0) : 0;
  let after: StoredEntry[] = [];
  let found = upTo === undefined;
  for (const entry of log.entries()) {
    if (entry.id === upTo) {
      found = true;
      after = [];
    } else if (!entry.mine && (entry.stamp === undefined || entry.stamp.seq > floorSeq)) {
      after.push(entry);
    }
  }
  return found ? after : after.filter(({ arrivedAt }) => arrivedAt > at);
}

export function findUnread(core: ReadCore): UnreadView {
  const entries = unreadEntries(core);
  let after: ReadonlySet<EnvelopeId> | undefined;
  const ids = new Set<MessageId>();
  let mentions = 0;
  for (const { id } of entries) {
    const message = messageOf(core, id);
    if (message === undefined || ids.has(message.id)) continue;
    // The same words in another envelope, of which one was seen.
    const envelopes = core.timeline.envelopesOf(message.id);
    if (envelopes.length > 1) {
      after ??= new Set(entries.map((entry) => entry.id));
      const unseen = after;
      if (envelopes.some((one) => !unseen.has(one))) continue;
    }
    ids.add(message.id);
    if (message.mentionsMe) mentions += 1;
  }
  return { count: ids.size, mentions, ids };
}

function messageOf({ timeline }: ReadCore, envelope: EnvelopeId): Message | undefined {
  const id = timeline.messageOf(envelope);
  const message = id === undefined ? undefined : timeline.find(id);
  const counts = message !== undefined && !message.mine && message.body.kind !== "removed";
  return counts ? message : undefined;
}

/** Looks again only when messages or the mark changed. */
export function createUnreadCache(core: ReadCore) {
  let from: { readonly messages: readonly Message[]; readonly notes: unknown } | undefined;
  let view: UnreadView = { count: 0, mentions: 0, ids: new Set() };
  let counts: Unread = { count: 0, mentions: 0 };

  function current(): UnreadView {
    const messages = core.timeline.messages();
    const { read } = core.notes;
    if (from?.messages !== messages || from.notes !== read) {
      from = { messages, notes: read };
      view = findUnread(core);
    }
    return view;
  }

  return {
    view: current,
    /** The same object until a number changes. */
    counts(): Unread {
      const { count, mentions } = current();
      if (count !== counts.count || mentions !== counts.mentions) counts = { count, mentions };
      return counts;
    },
  };
}

/** The mark when everything opened so far was seen. What still waits to be opened was not. */
export function readAll({ log, timeline, notes, stored, opener }: MarkCore): ReadMark {
  const mark = notes.read ?? { upTo: undefined, at: 0, floor: undefined };
  let { upTo, at } = mark;
  for (const { id, mine, arrivedAt } of log.entries()) {
    if (mine || (id !== mark.upTo && timeline.messageOf(id) === undefined)) continue;
    upTo = id;
    at = Math.max(at, arrivedAt);
  }
  if (upTo === mark.upTo) return mark;
  // Everything up to the cursor came and was opened: loaded anew, after it made way, it is not news.
  const floor = opener.busy ? mark.floor : (stored.cursor ?? mark.floor);
  return { upTo, at, floor };
}

/** The same mark by order of arrival alone, for the moment when the numbers of the log lose their meaning. */
export function withoutFloor(
  core: Pick<ReadCore, "log" | "notes" | "stored">,
  mark: ReadMark,
): ReadMark {
  const news = new Set(unreadEntries(core).map(({ id }) => id));
  let { upTo, at } = mark;
  for (const { id, mine, arrivedAt } of core.log.entries()) {
    if (news.has(id)) break;
    if (mine) continue;
    upTo = id;
    at = Math.max(at, arrivedAt);
  }
  return { upTo, at, floor: undefined };
}
