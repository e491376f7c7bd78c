/**
 * Timeline: folds opened envelopes into what people see, in one order on every phone.
 *
 * The same set of envelopes gives the same list whatever order they arrived in: what changes a
 * message (edit, removal, reaction) waits for its target, and every choice between two of them
 * follows the display order. Only the author edits or removes.
 */
import { contentTypes, type Opened, type Placed, shownMillis } from "@festival-chat/protocol/e2e";
import type { AuthorKey, EnvelopeId, MessageId } from "@festival-chat/protocol/wire";
import type { Message } from "./api.ts";
import { createAuthorNames, type Profile } from "./author-names.ts";
import { createChainPlaces } from "./chain-places.ts";
import type { StoredEntry } from "./core/stored.ts";
import { buildMessage, type Change, sameMessage, type Shown } from "./fold.ts";
import { insertOrdered, removeOrdered } from "./ordered-list.ts";

export interface TimelineChanges {
  readonly added: readonly Message[];
  readonly changed: readonly Message[];
}

export interface Timeline {
  /** Takes an envelope, or news of one it has: a stamp, an ack, a refusal. */
  put(opened: Opened, entry: StoredEntry): void;
  /** What is known of an envelope changed; nothing when it was never opened. */
  update(entry: StoredEntry): void;
  /** An envelope that is not to be shown any more. */
  drop(id: EnvelopeId): void;
  /** Messages that came and changed since the last call, in display order. */
  flush(): TimelineChanges;
  /** The same array until a flush found something. */
  messages(): readonly Message[];
  find(id: MessageId): Message | undefined;
  /** A message that is here and not shown, because its author is blocked. */
  isHidden(id: MessageId): boolean;
  /** Whether anything changes this message, or answers it: an edit, a removal, a reaction. */
  isChanged(id: MessageId): boolean;
  /** What changes a message, in no order. */
  changesOf(id: MessageId): Iterable<Change>;
  /** The envelopes that carried a message. */
  envelopesOf(id: MessageId): readonly EnvelopeId[];
  /** The newest name an author showed; a friendly one when they never did. */
  nameOf(author: AuthorKey): string;
  /** What is known of this message changed: it is told anew by the next flush. */
  touch(id: MessageId): void;
  /** Who is blocked, or what calls this person, changed: everything is told anew by the next flush. */
  refold(): void;
  /** The envelope of our own message that a relay refused or has not taken. */
  envelopeOf(id: MessageId): EnvelopeId | undefined;
  messageOf(id: EnvelopeId): MessageId | undefined;
  /** What was in an envelope; undefined while it was not opened. */
  openedOf(id: EnvelopeId): Opened | undefined;
}

/** One message id: mostly one envelope, more when the same words were sealed twice. */
interface Held {
  readonly opened: Opened;
  readonly entries: Map<EnvelopeId, StoredEntry>;
  placed: Placed;
  shown: Shown | undefined;
  change: Change | undefined;
  profile: Profile | undefined;
}

/** Kinds that say nothing by themselves: they change what is shown by versions that know them. */
const silentTypes: ReadonlySet<number> = new Set([
  contentTypes.vote,
  contentTypes.control,
  contentTypes.pinned,
]);

const stampOf = (entries: Iterable<StoredEntry>): number | undefined => {
  let earliest: number | undefined;
  for (const { stamp } of entries) {
    if (stamp !== undefined && (earliest === undefined || stamp.receivedAt < earliest)) {
      earliest = stamp.receivedAt;
    }
  }
  return earliest;
};

function place(opened: Opened, entries: ReadonlyMap<EnvelopeId, StoredEntry>): Placed {
  const { hlc, author, ctr, message } = opened;
  const receivedAt = stampOf(entries.values());
  const shownAt = receivedAt === undefined ? hlc.ms : shownMillis(hlc.ms, receivedAt);
  return { shownAt, hlc, author, ctr, message };
}

export interface TimelinePorts {
  readonly me: AuthorKey;
  /** Whether an own envelope was handed to the link. */
  sending(id: EnvelopeId): boolean;
  /** Authors that are not shown on this device. */
  blocked(author: AuthorKey): boolean;
  /** As which author the host removed a message, if they did. */
  removerOf(message: MessageId): AuthorKey | undefined;
  /** Whether a text of this author calls the person of this device. */
  mentionsMe(text: string, author: AuthorKey): boolean;
}

export function createTimeline(ports: TimelinePorts): Timeline {
  const { me, sending, blocked, removerOf, mentionsMe } = ports;
  const heldById = new Map<MessageId, Held>();
  const idByEnvelope = new Map<EnvelopeId, MessageId>();
  const changesByTarget = new Map<MessageId, Map<MessageId, Change>>();
  const names = createAuthorNames();
  const places = createChainPlaces();
  /** Messages that carry no name of their own. */
  const namelessByAuthor = new Map<AuthorKey, Set<Shown>>();
  const items: Shown[] = [];
  let list: readonly Message[] = [];
  let dirty = false;
  let added = new Set<Shown>();
  let changed = new Set<Shown>();

  function touch(shown: Shown | undefined): void {
    if (shown === undefined || added.has(shown)) return;
    // What was hidden comes like something new.
    (shown.message === undefined ? added : changed).add(shown);
  }

  function heldOf(id: EnvelopeId): Held | undefined {
    const message = idByEnvelope.get(id);
    return message === undefined ? undefined : heldById.get(message);
  }

  const touchId = (id: MessageId): void => touch(heldById.get(id)?.shown);

  function touchNameless(author: AuthorKey): void {
    for (const shown of namelessByAuthor.get(author) ?? []) touch(shown);
  }

  function show(held: Held): void {
    const { opened, entries, placed } = held;
    const shown: Shown = { opened, entries, placed, message: undefined };
    held.shown = shown;
    insertOrdered(items, shown);
    added.add(shown);
    if (opened.name !== undefined) {
      names.spoke(opened.author, { placed, name: opened.name });
      return;
    }
    const nameless = namelessByAuthor.get(opened.author) ?? new Set<Shown>();
    namelessByAuthor.set(opened.author, nameless);
    nameless.add(shown);
  }

  function addChange(held: Held, target: MessageId): void {
    const { opened, placed } = held;
    const changes = changesByTarget.get(target) ?? new Map<MessageId, Change>();
    changesByTarget.set(target, changes);
    held.change = { placed, author: opened.author, content: opened.content };
    changes.set(opened.message, held.change);
    touchId(target);
  }

  function begin(held: Held): void {
    const { content, author, message } = held.opened;
    heldById.set(message, held);
    for (const id of places.add(held.opened)) touchId(id);
    switch (content.kind) {
      case "text":
      case "reply":
      case "pin":
      case "poll":
      case "blob":
        show(held);
        return;
      case "unknown":
        if (!silentTypes.has(content.type)) show(held);
        return;
      case "edit":
      case "remove":
      case "reaction":
        addChange(held, content.to);
        return;
      case "profile": {
        held.profile = { placed: held.placed, name: content.name };
        names.add(author, held.profile);
        touchNameless(author);
        return;
      }
      case "vote":
      case "control":
      case "pinned":
        // Nothing of them is shown: see silentTypes.
        return;
    }
  }

  /** A stamp moved the message: by more than ten minutes of a wrong clock. */
  function move(held: Held, placed: Placed): void {
    const { shown, change, profile, opened } = held;
    if (shown !== undefined) {
      removeOrdered(items, shown);
      shown.placed = placed;
      insertOrdered(items, shown);
      dirty = true;
    }
    if (profile !== undefined) {
      names.move(opened.author, profile, placed);
      touchNameless(opened.author);
    }
    if (change !== undefined) {
      change.placed = placed;
      if ("to" in opened.content) touchId(opened.content.to);
    }
    held.placed = placed;
  }

  function refresh(held: Held): void {
    const placed = place(held.opened, held.entries);
    if (placed.shownAt !== held.placed.shownAt) move(held, placed);
    touch(held.shown);
  }

  /** @returns the message if it is another one than before */
  function rebuild(shown: Shown): Message[] {
    const before = shown.message;
    if (blocked(shown.opened.author)) {
      shown.message = undefined;
      if (before !== undefined) dirty = true;
      return [];
    }
    const changes = changesByTarget.get(shown.opened.message);
    const message = buildMessage(shown, changes === undefined ? [] : [...changes.values()], {
      name: names.nameAt(shown.opened, shown.placed),
      equivocal: places.isShared(shown.opened),
      sending,
      blocked,
      remover: removerOf(shown.opened.message),
      mentionsMe,
      mine: shown.opened.author === me,
    });
    if (before !== undefined && sameMessage(before, message)) return [];
    shown.message = message;
    return [message];
  }

  const inOrder = (shown: ReadonlySet<Shown>): Shown[] => {
    const sorted: Shown[] = [];
    for (const one of shown) insertOrdered(sorted, one);
    return sorted;
  };

  const timeline: Timeline = {
    put(opened, entry) {
      idByEnvelope.set(entry.id, opened.message);
      const held = heldById.get(opened.message);
      if (held !== undefined) {
        held.entries.set(entry.id, entry);
        refresh(held);
        return;
      }
      const entries = new Map([[entry.id, entry]]);
      begin({
        opened,
        entries,
        placed: place(opened, entries),
        shown: undefined,
        change: undefined,
        profile: undefined,
      });
    },

    update(entry) {
      const held = heldOf(entry.id);
      if (held === undefined) return;
      held.entries.set(entry.id, entry);
      refresh(held);
    },

    drop(id) {
      const held = heldOf(id);
      if (held === undefined) return;
      idByEnvelope.delete(id);
      held.entries.delete(id);
      if (held.entries.size > 0) return refresh(held);
      const { opened, shown } = held;
      heldById.delete(opened.message);
      places.drop(opened);
      if (shown !== undefined) {
        removeOrdered(items, shown);
        added.delete(shown);
        changed.delete(shown);
        namelessByAuthor.get(opened.author)?.delete(shown);
        dirty = true;
      }
      if (held.change !== undefined && "to" in opened.content) {
        changesByTarget.get(opened.content.to)?.delete(opened.message);
        touchId(opened.content.to);
      }
      return undefined;
    },

    flush() {
      const changes = {
        added: inOrder(added).flatMap(rebuild),
        changed: inOrder(changed).flatMap(rebuild),
      };
      if (changes.added.length > 0 || changes.changed.length > 0) dirty = true;
      added = new Set();
      changed = new Set();
      return changes;
    },

    messages() {
      if (!dirty) return list;
      dirty = false;
      // A plain loop: this runs for every change of a list of thousands.
      const next: Message[] = [];
      for (const { message } of items) if (message !== undefined) next.push(message);
      list = next;
      return list;
    },

    find: (id) => heldById.get(id)?.shown?.message,

    isHidden(id) {
      const shown = heldById.get(id)?.shown;
      return shown !== undefined && blocked(shown.opened.author);
    },

    changesOf: (id) => changesByTarget.get(id)?.values() ?? [],

    isChanged: (id) => (changesByTarget.get(id)?.size ?? 0) > 0,

    envelopesOf: (id) => [...(heldById.get(id)?.entries.keys() ?? [])],

    nameOf: names.nameOf,

    touch: touchId,

    refold() {
      for (const shown of items) touch(shown);
    },

    envelopeOf(id) {
      const held = heldById.get(id);
      if (held?.opened.author !== me) return undefined;
      const [first] = held.entries.keys();
      return first;
    },

    messageOf: (id) => idByEnvelope.get(id),

    openedOf: (id) => heldOf(id)?.opened,
  };
  return timeline;
}
