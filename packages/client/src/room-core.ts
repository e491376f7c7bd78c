/**
 * One room on this device: its keys, its state machines and its messages in one place.
 *
 * Composition only: what happens when is decided by core/*, what is done about it by the driver.
 */
import {
  createIdentity,
  deriveRoomKeys,
  type Identity,
  openCertificate,
  hostFingerprint,
  type RoomCard,
  type RoomKeys,
  type Signatures,
} from "@festival-chat/protocol/e2e";
import type { Certificate, EnvelopeId, RoomId } from "@festival-chat/protocol/wire";
import type { Presence } from "./api.ts";
import type { LateRoom } from "./client-ports.ts";
import { createHeal, type Heal } from "./core/heal.ts";
import { createLog, type Log } from "./core/log.ts";
import { createOutbox, type Outbox } from "./core/outbox.ts";
import { createPresenceTable, type PresenceTable } from "./core/presence.ts";
import type { MissingRange } from "./core/effect.ts";
import { createSync, type Sync, type SyncState } from "./core/sync.ts";
import { DISCARDED, type StoredEntry, type StoredRoom } from "./core/stored.ts";
import { createOpener, type Opener } from "./opener.ts";
import { friendlyName } from "./friendly-name.ts";
import { emptyNotes, type RoomNotes } from "./room-notes.ts";
import { createTimeline, type Timeline } from "./timeline.ts";

export interface RoomCore {
  readonly id: RoomId;
  /** Replaced by every change; the driver keeps it. */
  stored: StoredRoom;
  readonly keys: RoomKeys;
  readonly identity: Identity;
  readonly fingerprint: Uint8Array;
  /** What this device notes for its person. Replaced by every change. */
  notes: RoomNotes;
  /** Own envelopes of this page that certainly never left the device. */
  readonly unhanded: Set<EnvelopeId>;
  card: RoomCard | undefined;
  /** Version of the card that the relay has, as far as it told. */
  relayCard: number | undefined;
  /** As typed when joining; the card's take over once it came. */
  words: readonly string[] | undefined;
  gaps: readonly MissingRange[];
  /** Only the newest entries were read: the store has more. */
  partial: boolean;
  /** The state of sync in which all that the relay told of at the join was stored and opened. */
  caughtUp?: SyncState;
  /** Undefined until the late parts were loaded. */
  late: LateRoom | undefined;
  /** What the late parts have to make up for: a gap to tell, texts that may mention us. */
  readonly overdue: { gap: boolean; mentions: boolean };
  readonly log: Log;
  readonly outbox: Outbox;
  readonly heal: Heal;
  readonly sync: Sync;
  readonly presence: PresenceTable;
  readonly timeline: Timeline;
  readonly opener: Opener;
}

export interface RoomCorePorts {
  readonly signatures: Signatures;
  nextRef(): number;
  random(): number;
  /** Something was opened: show it. */
  flush(core: RoomCore): void;
  seen(core: RoomCore, opened: Parameters<Timeline["put"]>[0]): void;
  pause(): Promise<void>;
}

/** @param derived the keys of its root, where they are at hand */
export async function createRoomCore(
  stored: StoredRoom,
  derived: RoomKeys | undefined,
  ports: RoomCorePorts,
): Promise<RoomCore> {
  const { signatures, nextRef, random } = ports;
  const keys = derived ?? (await deriveRoomKeys(stored.root, signatures));
  const identity = await createIdentity(stored.deviceSecret, signatures);
  const log = createLog(stored.room, stored);
  const outbox = createOutbox(nextRef);
  const heal = createHeal(random);
  const timeline = createTimeline({
    me: identity.author,
    sending: (id: EnvelopeId) => outbox.stateOf(id)?.kind === "sending",
    blocked: (author) => core.notes.blocked.has(author),
    removerOf: (id) => core.late?.acts.removerOf(id),
    mentionsMe(text, author) {
      if (core.late !== undefined) {
        return core.late.mentions(text, nameNow(core), author);
      }
      core.overdue.mentions ||= /[@\uff20]/u.test(text);
      return false;
    },
  });
  const sync = createSync({
    log,
    outbox,
    heal,
    nextRef,
    random,
    certificate() {
      const { certificate, hostSecret, confirmed, cursor } = core.stored;
      if (certificate === undefined) return "nothing";
      if (hostSecret !== undefined && cursor === undefined) return "create";
      return confirmed ? "heal" : "nothing";
    },
  });
  const opener = createOpener({
    keys,
    signatures,
    wanted: ({ id }) => log.get(id) !== undefined,
    opened(opened, entry) {
      // It may have been stamped or dropped while it was being opened.
      const newest = log.get(entry.id);
      if (newest === undefined) return;
      timeline.put(opened, newest);
      core.late?.put(opened, entry.id);
      ports.seen(core, opened);
    },
    flush: () => ports.flush(core),
    pause: ports.pause,
  });
  const core: RoomCore = {
    id: keys.room,
    stored,
    keys,
    identity,
    fingerprint: keys.fingerprint,
    notes: emptyNotes,
    unhanded: new Set(),
    card: undefined,
    relayCard: undefined,
    words: undefined,
    gaps: [],
    partial: false,
    late: undefined,
    overdue: { gap: false, mentions: false },
    log,
    outbox,
    heal,
    sync,
    presence: createPresenceTable(),
    timeline,
    opener,
  };
  await takeCertificate(core, stored.certificate, signatures);
  return core;
}

/**
 * Opens a certificate and takes its card when it is of the room's host and not older than ours.
 * @returns whether anything changed
 */
export async function takeCertificate(
  core: RoomCore,
  certificate: Certificate | undefined,
  signatures: Signatures,
): Promise<boolean> {
  if (certificate === undefined) return false;
  const held = core.stored.certificate;
  if (core.card !== undefined && held !== undefined && certificate.version <= held.version) {
    return false;
  }
  const { expectedHost } = core.stored;
  const host = expectedHost ?? (held === undefined ? undefined : hostFingerprint(held.hostKey));
  const card = await openCertificate(core.keys, certificate, host, signatures);
  if (!card.ok) return false;
  // A newer one may have come while this one was being checked.
  const meanwhile = core.stored.certificate;
  if (meanwhile !== held && meanwhile !== undefined && certificate.version <= meanwhile.version) {
    return false;
  }
  core.card = card.value;
  core.stored = {
    ...core.stored,
    certificate: {
      hostKey: certificate.hostKey.slice(),
      version: certificate.version,
      card: certificate.card.slice(),
      signature: certificate.signature.slice(),
    },
  };
  return true;
}

/** Under which name this person writes: the one they chose, or the friendly one of their key. */
export const nameNow = ({ stored, identity }: RoomCore): string =>
  stored.myName ?? friendlyName(identity.author);

/** Who is here: without names until the late parts came. */
export function presenceOf({ keys, late, presence: { view } }: RoomCore): Presence {
  return late?.readPresence(keys, view) ?? { count: view.count, members: [] };
}

/** Takes what made way off the screen. */
export function takeOff(core: RoomCore, id: EnvelopeId): void {
  core.timeline.drop(id);
  core.late?.drop(id);
}

/**
 * Takes entries of the store: at start, and when another tab stored some.
 * @param leading our own state is newer than the store's, but for what a person decided elsewhere
 * @returns those that were not known, the newest first
 */
export function loadEntries(
  core: RoomCore,
  entries: readonly StoredEntry[],
  leading: boolean,
): readonly StoredEntry[] {
  const news: StoredEntry[] = [];
  for (const entry of entries) {
    const held = core.log.get(entry.id);
    if (held === undefined) {
      core.log.put(entry);
      if (entry.refused !== DISCARDED) news.push(entry);
      continue;
    }
    const decided = held.refused !== undefined && held.refused !== entry.refused;
    if (leading && !decided) continue;
    core.log.put(entry);
    if (!entry.waiting) core.outbox.forget(entry.id);
    if (entry.refused === DISCARDED) core.timeline.drop(entry.id);
    else core.timeline.update(entry);
  }
  core.log.arrange(entries.map(({ id }) => id));
  for (const { id } of core.log.makeRoom()) takeOff(core, id);
  return news.reverse();
}
