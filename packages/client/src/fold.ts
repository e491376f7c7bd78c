/** From one envelope and everything that changed it to the message on the screen. */
import { comparePlaced, type Content, type Opened, type Placed } from "@festival-chat/protocol/e2e";
import { type AuthorKey, type EnvelopeId, timing } from "@festival-chat/protocol/wire";
import type { DeliveryState, Message, Reaction } from "./api.ts";
import type { StoredEntry } from "./core/stored.ts";

/** Something that is on the screen. */
export interface Shown {
  readonly opened: Opened;
  /** The envelopes that carried it. */
  readonly entries: ReadonlyMap<EnvelopeId, StoredEntry>;
  placed: Placed;
  /** As of the last flush. */
  message: Message | undefined;
}

/** An edit, a removal or a reaction. */
export interface Change {
  placed: Placed;
  readonly author: AuthorKey;
  readonly content: Content;
}

export interface Context {
  readonly name: string;
  readonly equivocal: boolean;
  readonly mine: boolean;
  readonly sending: (id: EnvelopeId) => boolean;
  /** Whose reactions are not shown on this device. */
  readonly blocked: (author: AuthorKey) => boolean;
  /** As which author the host removed it, if they did. */
  readonly remover: AuthorKey | undefined;
  /** Whether a text of another person calls this one. */
  readonly mentionsMe: (text: string, author: AuthorKey) => boolean;
}

/** Reactions shown on one message: more kinds than fit under a bubble. */
const maxReactions = 24;

/** What the changes of one message, in display order, come to. */
function foldChanges(author: AuthorKey, changes: readonly Change[], blocked: Context["blocked"]) {
  let edit: string | undefined;
  let edits = 0;
  let removedBy: AuthorKey | undefined;
  const emojisByAuthor = new Map<AuthorKey, Set<string>>();
  for (const { author: by, content } of changes) {
    if (content.kind === "edit" && by === author) {
      edit = content.text;
      edits += 1;
    }
    if (content.kind === "remove" && by === author) removedBy = by;
    if (content.kind !== "reaction" || blocked(by)) continue;
    // The empty reaction takes back what its author gave before.
    if (content.emoji === "") emojisByAuthor.delete(by);
    else emojisByAuthor.set(by, (emojisByAuthor.get(by) ?? new Set()).add(content.emoji));
  }
  const authorsByEmoji = new Map<string, AuthorKey[]>();
  for (const [by, emojis] of emojisByAuthor) {
    for (const emoji of emojis) {
      authorsByEmoji.set(emoji, [...(authorsByEmoji.get(emoji) ?? []), by]);
    }
  }
  const reactions: Reaction[] = [...authorsByEmoji]
    .map(([emoji, authors]) => ({ emoji, authors: authors.sort() }))
    .sort((a, b) => b.authors.length - a.authors.length || (a.emoji < b.emoji ? -1 : 1))
    .slice(0, maxReactions);
  return { edit, edits, removedBy, reactions };
}

function bodyOf(content: Content, edit: string | undefined, removed: boolean): Message["body"] {
  if (removed) return { kind: "removed" };
  if (content.kind !== "text" && content.kind !== "reply") return { kind: "newer" };
  return { kind: "text", text: edit ?? content.text, edited: edit !== undefined };
}

function stateOf(entry: StoredEntry, sending: Context["sending"]): DeliveryState {
  if (entry.refused !== undefined) return "refused";
  if (!entry.waiting) return "sent";
  return sending(entry.id) ? "sending" : "saved";
}

const ranks: readonly DeliveryState[] = ["refused", "saved", "sending", "sent"];

/** The best that happened to any of the envelopes. */
function bestState(entries: Iterable<StoredEntry>, sending: Context["sending"]): DeliveryState {
  let best = 0;
  for (const entry of entries) best = Math.max(best, ranks.indexOf(stateOf(entry, sending)));
  return ranks[best] ?? "saved";
}

export function buildMessage(
  shown: Shown,
  unordered: readonly Change[],
  { name, equivocal, mine, sending, blocked, remover, mentionsMe }: Context,
): Message {
  const { opened, entries, placed } = shown;
  const changes = [...unordered].sort((a, b) => comparePlaced(a.placed, b.placed));
  const folded = foldChanges(opened.author, changes, blocked);
  const { edit, edits, reactions } = folded;
  const removedBy = folded.removedBy ?? remover;
  const removed = removedBy !== undefined;
  let arrivedAt = Number.POSITIVE_INFINITY;
  for (const entry of entries.values()) {
    // A relay that got it back from its members stamps it anew; it arrived when it arrived.
    const stamped = entry.stamp?.receivedAt ?? entry.arrivedAt;
    arrivedAt = Math.min(arrivedAt, stamped, entry.arrivedAt);
  }
  const { content } = opened;
  const body = bodyOf(content, edit, removed);
  return {
    id: opened.message,
    author: opened.author,
    mine,
    name,
    body,
    replyTo: content.kind === "reply" ? content.to : undefined,
    reactions: removed ? [] : reactions,
    at: placed.shownAt,
    arrivedAt,
    late: arrivedAt - placed.shownAt > timing.lateMillis,
    state: bestState(entries.values(), sending),
    equivocal,
    mentionsMe: !mine && body.kind === "text" && mentionsMe(body.text, opened.author),
    edits,
    removedBy,
  };
}

const sameReactions = (a: readonly Reaction[], b: readonly Reaction[]): boolean =>
  a.length === b.length &&
  a.every((one, i) => one.emoji === b[i]?.emoji && one.authors.join() === b[i].authors.join());

const sameBody = (a: Message["body"], b: Message["body"]): boolean =>
  a.kind === b.kind &&
  (a.kind !== "text" || (b.kind === "text" && a.text === b.text && a.edited === b.edited));

/** Whether a person would see no difference. */
export const sameMessage = (a: Message, b: Message): boolean =>
  a.id === b.id &&
  a.state === b.state &&
  a.at === b.at &&
  a.arrivedAt === b.arrivedAt &&
  a.late === b.late &&
  a.name === b.name &&
  a.equivocal === b.equivocal &&
  a.mentionsMe === b.mentionsMe &&
  a.edits === b.edits &&
  a.removedBy === b.removedBy &&
  sameBody(a.body, b.body) &&
  sameReactions(a.reactions, b.reactions);
