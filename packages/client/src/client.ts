/**
 * Client: rooms on this device and the one link they share.
 *
 * How to drive it in a simulation: everything that takes time goes through the ports, and between
 * two port calls only microtasks run. Give it a `clock` whose `wakeAt` you keep (one timer per
 * client, the last call counts, `at` may be in the past), a `dialer` that hands out in-memory links,
 * a memory `store`, seeded `random` bytes and software `signatures`; then: deliver frames, let the
 * microtasks run out (await a macrotask), advance the clock to the earliest `at`, call its `wake`.
 * The same ports give the same run. To kill a phone, close its links and forget it; `store` is what
 * survives. Only `createRoom` and joining by words load more and use scrypt, which may yield.
 */
import { deriveRoomKeys, type RoomKeys, type Signatures } from "@festival-chat/protocol/e2e";
import { equalBytes, ok, type Result, type RoomId, toSeq } from "@festival-chat/protocol/wire";
import type { Client, ClientEvent, ClientSettings, JoinError, Room } from "./api.ts";
import type { ClientPorts, LateRoom, LoadLate, WordsDoor } from "./client-ports.ts";
import { formatConnection } from "./connection.ts";
import { createDriver } from "./driver.ts";
import { readInvitation } from "./invitation.ts";
import type { Clock, Dialer, Random, Store, StoredRoom, Tabs } from "./ports.ts";
import { readRoom } from "./read-room.ts";
import { createRoom, type RoomHandle } from "./room.ts";
import { createRoomCore, type RoomCore } from "./room-core.ts";
import { noteSetting } from "./room-notes.ts";
import { learnRecord, newRecord } from "./room-record.ts";
import { createSteadyClock } from "./steady-clock.ts";
import { createTabSync, enqueueWaiting } from "./tab-sync.ts";
import { unreadEntries } from "./unread.ts";

export interface ClientOptions {
  readonly settings: ClientSettings;
  readonly dialer: Dialer;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly signatures: Signatures;
  /** Tabs that share the store; without it this client always leads. */
  readonly tabs?: Tabs;
  /** Loads "@festival-chat/protocol/words"; a lazy import by default, since the list is large. */
  readonly loadWords?: () => Promise<WordsDoor>;
  /** What rooms need some time after they were shown; a lazy import by default. */
  readonly loadLate?: LoadLate;
  /**
   * A listener of events threw. Sending and storing go on; by default the error becomes an unhandled
   * rejection, so that it is seen.
   */
  readonly onBug?: (bug: unknown) => void;
}

/** Messages of a room that are opened before open() settles: a screen of a phone, in lines of 57 px. */
const firstOpened = 16;
/** The same when more is unread: less than half a second of a slow phone. And what a start reads first. */
const mostOpened = 128;

export function createClient(options: ClientOptions): Client {
  let { settings } = options;
  let lowData = false;
  const onBug = options.onBug ?? ((bug) => void Promise.reject(bug));
  const { store, random, signatures } = options;
  const clock = createSteadyClock(options.clock);
  const ports: ClientPorts = {
    settings: () => settings,
    dialer: options.dialer,
    store,
    clock,
    random,
    signatures,
    tabs: options.tabs,
    loadWords: options.loadWords ?? (() => import("@festival-chat/protocol/words")),
    loadLate: options.loadLate ?? (async () => (await import("./late-parts.ts")).lateParts),
    lowData: () => lowData,
  };
  const handles = new Map<RoomId, RoomHandle>();
  const arrivals = new Map<RoomId, Promise<Room>>();
  const listeners = new Set<(event: ClientEvent) => void>();
  let opening: Promise<void> | undefined;

  function emit(event: ClientEvent): void {
    for (const listener of [...listeners]) {
      try {
        listener(event);
      } catch (bug) {
        onBug(bug);
      }
    }
    if (event.kind === "connection" && driver.leading) {
      tabSync.post({ kind: "connection", state: formatConnection(event.connection) });
    }
  }

  const learned = (room: RoomId): void => tabSync.post({ kind: "room", room });
  const driver = createDriver(ports, {
    event: emit,
    stored: (room) => tabSync.post({ kind: "entries", room }),
    learned,
    rooms: { makeCore, keepNew, handle: (id) => handles.get(id) },
  });
  const tabSync = createTabSync({
    tabs: options.tabs,
    store,
    driver,
    now: () => clock.now(),
    reconcile,
    async notesChanged(id) {
      await handles.get(id)?.notes.relearn();
    },
  });

  function makeCore(stored: StoredRoom, keys?: RoomKeys): Promise<RoomCore> {
    return createRoomCore(stored, keys, {
      signatures,
      nextRef: driver.nextRef,
      random: driver.random,
      flush: driver.flush,
      seen: driver.seen,
      pause: driver.pause,
    });
  }

  function add(core: RoomCore): Room {
    const handle = createRoom(core, {
      driver,
      ports,
      outboxChanged: ({ id }) => tabSync.post({ kind: "outbox", room: id }),
      recordChanged: ({ id }) => learned(id),
      notesChanged: ({ id }) => tabSync.post({ kind: "settings", room: id }),
    });
    handles.set(core.id, handle);
    driver.add(core);
    return handle.room;
  }

  function remove(id: RoomId): void {
    if (!handles.delete(id)) return;
    driver.remove(id);
    emit({ kind: "rooms" });
  }

  /**
   * A room of the store. Settles with its newest messages opened.
   * @param all with everything it holds; else the rest is read when this tab knows its role, which
   *   it does before it joins
   * @returns opens the others
   */
  async function load(stored: StoredRoom, all: boolean): Promise<() => void> {
    const { core, news } = await readRoom(stored, all ? undefined : mostOpened, {
      store,
      driver,
      makeCore,
      signatures,
    });
    if (handles.has(core.id)) return () => undefined;
    add(core);
    if (options.tabs === undefined) enqueueWaiting(core, driver, clock.now());
    // With all that is unread, so that the first count is the right one; of too many none is.
    const unread = unreadEntries(core).length;
    const first = unread < mostOpened ? Math.max(firstOpened, unread) : firstOpened;
    await core.opener.push(news.slice(0, first), true);
    return () => void core.opener.push(news.slice(first));
  }

  async function open(): Promise<void> {
    void driver.loadLate();
    if (!store.durable) driver.notice({ kind: "storage-denied" });
    const rooms = await store.rooms();
    const all = options.tabs === undefined;
    const found = rooms.ok ? rooms.value : [];
    if (!rooms.ok) driver.notice({ kind: "storage-denied" });
    const rests = await Promise.all(found.map((stored) => load(stored, all)));
    tabSync.begin();
    emit({ kind: "rooms" });
    // The page draws in the task behind this one: the others come behind that.
    void driver
      .pause()
      .then(driver.pause)
      .then(() => rests.forEach((openRest) => openRest()));
  }

  /** Another tab changed records. */
  async function reconcile(
    rooms: readonly StoredRoom[],
    removed: ReadonlySet<RoomId>,
  ): Promise<void> {
    for (const id of removed) remove(id);
    for (const stored of rooms) {
      const core = handles.get(stored.room)?.core;
      if (core === undefined) (await load(stored, true))();
      else await learnRecord(core, stored, driver, signatures);
    }
    emit({ kind: "rooms" });
  }

  /** One record and one device key, however often a code is scanned while it is being stored. */
  function keepNew(core: RoomCore): Promise<Room> {
    const existing = handles.get(core.id);
    if (existing !== undefined) return Promise.resolve(existing.room);
    const arriving = arrivals.get(core.id) ?? keepFirst(core);
    arrivals.set(core.id, arriving);
    return arriving.finally(() => arrivals.delete(core.id));
  }

  function keepFirst(core: RoomCore): Promise<Room> {
    return new Promise((resolve) => {
      driver.keep([driver.putRoom(core)], () => {
        // Joined only once it is kept: a join that is forgotten by a crash was never promised.
        const room = handles.get(core.id)?.room ?? add(core);
        tabSync.post({ kind: "room", room: core.id });
        emit({ kind: "rooms" });
        resolve(room);
      });
    });
  }

  async function createNewRoom(name: string): Promise<Room> {
    const [words, { foundRoom }] = await Promise.all([
      ports.loadWords(),
      import("./found-room.ts"),
    ]);
    const { eventTag } = settings;
    const founding = { random, signatures, eventTag, now: driver.now };
    const founded = await foundRoom(name, words, founding);
    const core = await makeCore({
      ...newRecord(founded.room, founded.root, clock.now(), random),
      ...founded,
    });
    return keepNew(core);
  }

  async function join(invite: string): Promise<Result<Room, JoinError>> {
    const invitation = await readInvitation(invite, settings.eventTag, ports.loadWords);
    if (!invitation.ok) return invitation;
    const { root, host, words } = invitation.value;
    for (const { core, room } of handles.values()) {
      if (!equalBytes(core.stored.root, root)) continue;
      core.words ??= words;
      return ok(room);
    }
    const keys = await deriveRoomKeys(root, signatures);
    const core = await makeCore(
      { ...newRecord(keys.room, root, clock.now(), random), expectedHost: host },
      keys,
    );
    core.words = words;
    return ok(await keepNew(core));
  }

  async function lateOf(id: RoomId): Promise<LateRoom | undefined> {
    await driver.loadLate();
    return handles.get(id)?.core.late;
  }

  return {
    open: () => (opening ??= open()),
    async close() {
      tabSync.close();
      await driver.close();
      await store.close();
    },
    rooms: () =>
      [...handles.values()]
        .sort((a, b) => b.core.stored.openedAt - a.core.stored.openedAt)
        .map(({ room }) => room),
    room: (id) => handles.get(id)?.room,
    get connection() {
      return driver.connection;
    },
    get notices() {
      return driver.notices;
    },
    createRoom: createNewRoom,
    join,
    hostPowers: async (id) => (await lateOf(id))?.hostPowers(driver),
    nearby: async (id, given) => (await lateOf(id))?.nearby(driver, given),
    leave(id) {
      if (!handles.has(id)) return Promise.resolve();
      remove(id);
      return new Promise((resolve) => {
        driver.keep([{ kind: "removeRoom", room: id }], () => {
          tabSync.post({ kind: "room", room: id });
          resolve();
        });
      });
    },
    configure(next) {
      const before = settings;
      settings = next;
      const moved = before.relayUrl !== next.relayUrl || before.origin !== next.origin;
      // Where any relay was taken, the one on the link may be right, or has yet to say what it is.
      const said = driver.relayEnvironment() ?? next.environment;
      const suits = before.environment === undefined && said === next.environment;
      if (moved || (before.environment !== next.environment && !suits)) driver.redial();
    },
    hint(hint) {
      if (opening !== undefined) void driver.loadLate();
      // The page may end now, and the store be busy: what is being written does not wait for it. What
      // was sent is no draft any more, and is stored as none with its message.
      if (hint === "hidden") {
        const drafts = [...handles.values()].filter(({ core }) => core.notes.draft !== undefined);
        void store.commit(drafts.map(({ core }) => noteSetting(core.id, core.notes, "draft")));
      }
      driver.hint(hint);
    },
    setLowData(on) {
      lowData = on;
    },
    synced(id) {
      const core = handles.get(id)?.core;
      const head = core?.sync.head;
      if (core === undefined || head === undefined) return undefined;
      // The cursor moves first; what it stands for is shown once it is kept and opened.
      if (driver.commits.busy || core.opener.busy) return undefined;
      return { cursor: core.log.cursor?.seq ?? toSeq(0), head };
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
