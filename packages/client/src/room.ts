/** Room: what the screen holds. Writes messages, reads what the engine knows. */
import { type Content, formatLink, hostFingerprint } from "@festival-chat/protocol/e2e";
import {
  type ChainId,
  err,
  idFromBytes,
  limits,
  type MessageId,
  ok,
  type Result,
  utf8,
} from "@festival-chat/protocol/wire";
import type { Room, SendError } from "./api.ts";
import type { ClientPorts } from "./client-ports.ts";
import type { StoredEntry } from "./core/stored.ts";
import type { Driver } from "./driver.ts";
import { friendlyName } from "./friendly-name.ts";
import { createNoteKeeper, type NoteKeeper } from "./note-keeper.ts";
import type { OwnMessages } from "./own-messages.ts";
import { openPolicy } from "./policy.ts";
import { presenceOf, type RoomCore } from "./room-core.ts";
import { maxBlocked, tidyDraft } from "./room-notes.ts";
import { sealing } from "./sealing.ts";
import { createUnreadCache, readAll } from "./unread.ts";

/** A room and what the client needs of it besides. */
export interface RoomHandle {
  readonly room: Room;
  readonly core: RoomCore;
  readonly notes: NoteKeeper;
  /** Sends what is made for the place in the chain where it will stand. */
  send(content: MakeContent): Promise<Result<MessageId, SendError>>;
}

export type MakeContent = (place: {
  readonly chain: ChainId;
  readonly ctr: number;
}) => Promise<Content>;

export interface RoomContext {
  readonly driver: Driver;
  readonly ports: ClientPorts;
  /** Another tab should send what was stored. */
  outboxChanged(core: RoomCore): void;
  /** Another tab should look at the record again. */
  recordChanged(core: RoomCore): void;
  /** Another tab should look at the notes again. */
  notesChanged(core: RoomCore): void;
}

/** The same array every time. */
const none: readonly never[] = [];

/** Messages that can be taken back one after the other, the newest first. */
const maxUndone = 16;

export function createRoom(core: RoomCore, context: RoomContext): RoomHandle {
  const { driver, ports } = context;
  const chain: ChainId = idFromBytes("ChainId", ports.random.bytes(8));
  let ctr = 0;
  /** The newest messages of the chain. */
  const written: MessageId[] = [];
  /** Seals one after the other: each names the one before it. */
  let writing: Promise<unknown> = Promise.resolve();
  let own: OwnMessages | undefined;

  const notes = createNoteKeeper(core, {
    driver,
    store: ports.store,
    stored: () => context.notesChanged(core),
  });
  const unread = createUnreadCache(core);
  const suggestedName = friendlyName(core.identity.author);
  const tooLong: SendError = { kind: "too-long", maxBytes: limits.textBytes };

  /** Nothing of a room that was left is stored again. */
  const isHere = (): boolean => driver.cores.get(core.id) === core;

  /** Freezes id, time, nonce and signature; every path moves these bytes from here on. */
  async function write(
    given: Content | MakeContent,
    pressedAt: number,
  ): Promise<Result<{ readonly message: MessageId; readonly entry: StoredEntry }, SendError>> {
    const content = typeof given === "function" ? await given({ chain, ctr: ctr + 1 }) : given;
    const draft = {
      chain,
      ctr: ctr + 1,
      prev: written.at(-1),
      hlc: driver.clock.next(pressedAt),
      name: content.kind === "text" || content.kind === "reply" ? nameNow() : undefined,
      content,
    };
    const nonce = ports.random.bytes(24);
    const sealed = await sealing.seal(core.keys, 0, core.identity, draft, nonce, ports.signatures);
    if (!sealed.ok) return err(sealed.error.kind === "too-large" ? tooLong : { kind: "empty" });
    ctr += 1;
    written.push(sealed.value.message);
    if (written.length > maxUndone) written.shift();
    const entry: StoredEntry = {
      room: core.id,
      id: sealed.value.id,
      envelope: sealed.value.bytes,
      stamp: undefined,
      arrivedAt: driver.now(),
      mine: true,
      waiting: true,
      refused: undefined,
    };
    return ok({ message: sealed.value.message, entry });
  }

  const nameNow = (): string => core.stored.myName ?? suggestedName;

  /**
   * Stored, shown, then sent.
   * @param drafted its words are the draft, which goes in the same transaction: closed between two, a
   *   page would come back with the words in both places
   */
  function publish(entry: StoredEntry, drafted: boolean): Promise<void> {
    core.log.put(entry);
    if (drafted) core.notes = { ...core.notes, draft: undefined };
    if (driver.leading) core.unhanded.add(entry.id);
    const first = !core.stored.spoken;
    if (first) core.stored = { ...core.stored, spoken: true, myName: nameNow() };
    const effects = [
      { kind: "keepEntry", entry } as const,
      ...(drafted ? [{ kind: "keepDraft" } as const] : []),
      ...(first
        ? [{ kind: "keepPosition", cursor: core.log.cursor, earliest: core.log.earliest } as const]
        : []),
      ...(driver.leading ? core.outbox.enqueue(entry, ports.clock.now()) : []),
    ];
    return new Promise((resolve) => {
      driver.run(core, effects, () => {
        if (first) driver.announce(core);
        if (first) context.recordChanged(core);
        if (!driver.leading) context.outboxChanged(core);
        // Settles with the message on the screen.
        void core.opener.push([]).then(resolve);
      });
    });
  }

  function send(content: Content | MakeContent): Promise<Result<MessageId, SendError>> {
    const pressedAt = ports.clock.now();
    const held = "kind" in content && core.late?.acts.hold(content.kind, driver.now());
    if (held) return Promise.resolve(err(held));
    const written = writing.then(async () => {
      const result = await write(content, pressedAt);
      if (!result.ok) return result;
      // Only sealing is in turn: storing many at once is one transaction.
      const drafted = "text" in content && content.text === core.notes.draft?.text;
      return ok({ message: result.value.message, stored: publish(result.value.entry, drafted) });
    });
    writing = written.catch(() => undefined);
    return written.then(async (result) => {
      if (!result.ok) return result;
      await result.value.stored;
      return ok(result.value.message);
    });
  }

  function sendText(content: Content & { readonly text: string }) {
    if (content.text.trim() === "") return Promise.resolve(err({ kind: "empty" } as const));
    if (utf8(content.text).length > limits.textBytes) return Promise.resolve(err(tooLong));
    return send(content);
  }

  function rename(name: string): Promise<void> {
    core.stored = { ...core.stored, myName: name };
    if (!isHere()) return Promise.resolve();
    return new Promise((resolve) => {
      driver.keep([driver.putRoom(core)], () => {
        driver.announce(core);
        context.recordChanged(core);
        core.timeline.refold();
        driver.flush(core);
        driver.emit({ kind: "room", room: core.id });
        resolve();
      });
    });
  }

  /** Undefined when the late parts could not be loaded. */
  async function ownMessages(): Promise<OwnMessages | undefined> {
    await driver.loadLate();
    own ??= core.late?.createOwnMessages(core, driver, {
      now: () => ports.clock.now(),
      inTurn(act) {
        const done = writing.then(act);
        writing = done.catch(() => undefined);
        return done;
      },
      unwrite(message) {
        if (written.at(-1) !== message || (ctr > 1 && written.length < 2)) return false;
        written.pop();
        ctr -= 1;
        return true;
      },
      send,
      outboxChanged: () => context.outboxChanged(core),
    });
    return own;
  }

  const room: Room = {
    id: core.id,
    get name() {
      return core.card?.name;
    },
    get link() {
      const { expectedHost, certificate, root } = core.stored;
      const host =
        expectedHost ??
        (certificate === undefined ? undefined : hostFingerprint(certificate.hostKey));
      return formatLink(ports.settings().origin, root, host);
    },
    get words() {
      return core.card?.words ?? core.words;
    },
    get membership() {
      return core.sync.verdict;
    },
    get presence() {
      return presenceOf(core);
    },
    me: core.identity.author,
    get myName() {
      return core.stored.myName;
    },
    suggestedName,
    isHost: core.stored.hostSecret !== undefined,
    get policy() {
      return core.late?.acts.policy ?? openPolicy;
    },
    get waitMillis() {
      return core.late?.acts.waitMillis(driver.now()) ?? 0;
    },
    get activeAt() {
      return core.timeline.messages().at(-1)?.arrivedAt ?? core.stored.addedAt;
    },
    get last() {
      return core.timeline.messages().at(-1);
    },
    fingerprint: core.fingerprint,

    messages: () => core.timeline.messages(),
    gaps: () => core.late?.holes.gaps() ?? none,
    pins: (hostsOnly) =>
      core.late?.pins.list(hostsOnly ? core.late.acts.policy.hosts : undefined) ?? none,
    pin: async (message, pinned) =>
      (await ownMessages())?.pin(message, pinned) ?? err({ kind: "empty" }),
    lines: () => core.late?.lines ?? none,
    get hasEarlier() {
      return core.sync.hasEarlier;
    },

    send: (text, options) =>
      sendText(
        options?.replyTo === undefined
          ? { kind: "text", text }
          : { kind: "reply", to: options.replyTo, text },
      ),
    react: (to, emoji) => send({ kind: "reaction", to, emoji }),
    edit: (to, text) => sendText({ kind: "edit", to, text }),
    remove: (to) => send({ kind: "remove", to }),

    async setName(name) {
      const trimmed = name.trim();
      if (trimmed === "") return err({ kind: "empty" });
      if (utf8(trimmed).length > limits.nameBytes) {
        return err({ kind: "too-long", maxBytes: limits.nameBytes });
      }
      if (trimmed === core.stored.myName) return ok(undefined);
      await rename(trimmed);
      return ok(undefined);
    },

    loadEarlier() {
      const effects = core.sync.loadEarlier(ports.clock.now());
      if (effects === undefined) return false;
      driver.run(core, effects);
      return true;
    },

    opened() {
      core.stored = { ...core.stored, openedAt: ports.clock.now() };
      if (!isHere()) return;
      driver.keep([driver.putRoom(core)], () => driver.emit({ kind: "rooms" }));
    },

    retry: async (message) => (await ownMessages())?.retry(message),
    discard: async (message) => (await ownMessages())?.discard(message),
    undo: async (message) => (await ownMessages())?.undo(message) ?? "nothing",

    message: (id) => core.timeline.find(id) ?? (core.timeline.isHidden(id) ? "blocked" : undefined),
    versions: (id) => core.late?.versions(id) ?? none,
    nameOf: (author) => core.timeline.nameOf(author),

    get settings() {
      return core.notes.settings;
    },
    configure: (change) => notes.keep({ settings: { ...core.notes.settings, ...change } }),
    get draft() {
      return core.notes.draft;
    },
    setDraft: (draft) => notes.keep({ draft: tidyDraft(draft) }),

    get unread() {
      return unread.counts();
    },
    get firstUnread() {
      const { ids } = unread.view();
      // Mostly there are none, and thousands of messages.
      if (ids.size === 0) return undefined;
      return core.timeline.messages().find(({ id }) => ids.has(id))?.id;
    },
    isUnread: (message) => unread.view().ids.has(message),
    markRead() {
      const read = readAll(core);
      return read === core.notes.read ? Promise.resolve() : notes.keep({ read });
    },

    get blocked() {
      return [...core.notes.blocked];
    },
    block(author) {
      if (author === core.identity.author || core.notes.blocked.has(author)) {
        return Promise.resolve();
      }
      const blocked = [...core.notes.blocked, author].slice(-maxBlocked);
      return notes.keep({ blocked: new Set(blocked) });
    },
    unblock(author) {
      const blocked = new Set(core.notes.blocked);
      return blocked.delete(author) ? notes.keep({ blocked }) : Promise.resolve();
    },

    get size() {
      let bytes = 0;
      for (const { envelope } of core.log.entries()) bytes += envelope.length;
      return { messages: core.timeline.messages().length, bytes };
    },

    transmit: (make) => core.late?.transmit(make) === true,

    typing() {
      core.late?.typing.tell(ports.clock.now());
    },
    get typists() {
      return core.late?.typing.typists ?? none;
    },
  };
  return { room, core, notes, send };
}
