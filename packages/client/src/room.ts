/** Room: what the screen holds. Reads what the engine knows, and hands on what a person does. */
import { formatLink, hostFingerprint } from "@festival-chat/protocol/e2e";
import { err, limits, ok, utf8 } from "@festival-chat/protocol/wire";
import type { Room } from "./api.ts";
import { friendlyName } from "./friendly-name.ts";
import { createNoteKeeper, type NoteKeeper } from "./note-keeper.ts";
import type { OwnMessages } from "./own-messages.ts";
import { openPolicy } from "./policy.ts";
import { presenceOf, type RoomCore } from "./room-core.ts";
import { maxBlocked, tidyDraft } from "./room-notes.ts";
import { createUnreadCache, readAll } from "./unread.ts";
import { createWriter, type Writer, type WriterPorts } from "./writer.ts";

/** A room and what the client needs of it besides. */
export interface RoomHandle {
  readonly room: Room;
  readonly core: RoomCore;
  readonly notes: NoteKeeper;
  readonly send: Writer["send"];
}

export interface RoomContext extends WriterPorts {
  /** Another tab should look at the notes again. */
  notesChanged(core: RoomCore): void;
}

/** The same array every time. */
const none: readonly never[] = [];

export function createRoom(core: RoomCore, context: RoomContext): RoomHandle {
  const { driver, ports } = context;
  const writer = createWriter(core, context);
  let own: OwnMessages | undefined;

  const notes = createNoteKeeper(core, {
    driver,
    store: ports.store,
    stored: () => context.notesChanged(core),
  });
  const unread = createUnreadCache(core);

  /** Nothing of a room that was left is stored again. */
  const isHere = (): boolean => driver.cores.get(core.id) === core;

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
    own ??= core.late?.createOwnMessages(core, driver, writer);
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
      return core.sync.membership;
    },
    get presence() {
      return presenceOf(core);
    },
    me: core.identity.author,
    get myName() {
      return core.stored.myName;
    },
    suggestedName: friendlyName(core.identity.author),
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
    get opening() {
      return core.partial || core.opener.busy;
    },
    get caughtUp() {
      return driver.leading
        ? core.caughtUp === core.sync.state
        : driver.connection.kind === "online";
    },

    send: (text, options) =>
      writer.sendText(
        options?.replyTo === undefined
          ? { kind: "text", text }
          : { kind: "reply", to: options.replyTo, text },
      ),
    react: (to, emoji) => writer.send({ kind: "reaction", to, emoji }),
    edit: (to, text) => writer.sendText({ kind: "edit", to, text }),
    remove: (to) => writer.send({ kind: "remove", to }),

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
  return { room, core, notes, send: writer.send };
}
