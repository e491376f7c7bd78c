/**
 * Tabs of one browser: one leads and owns the link, the others show what it stores and store what
 * they write. The store is the truth between them; words between tabs only say where to look.
 */
import type { RoomId } from "@festival-chat/protocol/wire";
import { formatConnection, parseConnection } from "./connection.ts";
import type { Driver } from "./driver.ts";
import type { Store, StoredRoom, TabMessage, Tabs } from "./ports.ts";
import { readEntries } from "./read-entries.ts";
import { loadEntries, type RoomCore } from "./room-core.ts";

export interface TabSync {
  /** Rooms are loaded: take the role that was given meanwhile. */
  begin(): void;
  post(message: TabMessage): void;
  close(): void;
}

export interface TabSyncPorts {
  readonly tabs: Tabs | undefined;
  readonly store: Store;
  readonly driver: Driver;
  now(): number;
  /** Another tab added or changed these rooms, and removed those. */
  reconcile(rooms: readonly StoredRoom[], removed: ReadonlySet<RoomId>): Promise<void>;
  /** Another tab stored notes of this room. */
  notesChanged(room: RoomId): Promise<void>;
}

/** Puts what waits in the store into the outbox, in order of arrival. */
export function enqueueWaiting(core: RoomCore, driver: Driver, now: number): void {
  for (const entry of core.log.entries()) {
    if (entry.waiting && entry.mine) driver.run(core, core.outbox.enqueue(entry, now));
  }
}

export function createTabSync(ports: TabSyncPorts): TabSync {
  const { tabs, store, driver } = ports;
  let role: "leader" | "follower" | undefined = tabs === undefined ? "leader" : undefined;
  let begun = false;
  let closed = false;
  /** Rooms being read again; true when they must be read once more. */
  const reading = new Map<RoomId, boolean>();

  async function readAgain(core: RoomCore): Promise<void> {
    if (reading.has(core.id)) {
      reading.set(core.id, true);
      return;
    }
    reading.set(core.id, false);
    const entries = await readEntries(store, core.id, driver.notice);
    if (entries !== undefined && !closed) {
      core.partial = false;
      const news = loadEntries(core, entries, driver.leading);
      driver.flush(core);
      void core.opener.push(news);
      // The leader has joined meanwhile: from now on there is something to be unread.
      if (core.notes.read === undefined) await ports.notesChanged(core.id);
      if (driver.leading) enqueueWaiting(core, driver, ports.now());
    }
    const again = reading.get(core.id) === true;
    reading.delete(core.id);
    if (again) await readAgain(core);
  }

  async function reconcile(): Promise<void> {
    // A room that storage did not take, or not yet, was removed by nobody.
    const removed = new Set([...driver.cores.keys()].filter((id) => !driver.commits.lacks(id)));
    const rooms = await store.rooms();
    if (!rooms.ok || closed) return;
    for (const { room } of rooms.value) removed.delete(room);
    await ports.reconcile(rooms.value, removed);
  }

  async function lead(): Promise<void> {
    // What the leader before us did is in the store only.
    await reconcile();
    for (const core of driver.cores.values()) {
      const entries = await readEntries(store, core.id, driver.notice);
      if (entries === undefined) {
        // With a cursor but without what it stands for, the messages would never come again.
        if (core.partial) core.stored = { ...core.stored, cursor: undefined, earliest: undefined };
        continue;
      }
      core.partial = false;
      const news = loadEntries(core, entries, false);
      driver.flush(core);
      void core.opener.push(news);
    }
    for (const id of driver.cores.keys()) await ports.notesChanged(id);
    if (role !== "leader" || closed) return;
    driver.lead(true);
    for (const core of driver.cores.values()) {
      core.log.restore(core.stored);
      enqueueWaiting(core, driver, ports.now());
    }
  }

  function take(): void {
    if (!begun || closed || role === undefined) return;
    if (role === "leader") {
      if (!driver.leading) void lead();
      return;
    }
    if (driver.leading) {
      driver.lead(false);
      // Whoever leads now sends what waits.
      for (const core of driver.cores.values()) core.unhanded.clear();
    }
    for (const core of driver.cores.values()) {
      // The leader answers with its connection.
      tabs?.post({ kind: "outbox", room: core.id });
      if (core.partial) void readAgain(core);
    }
  }

  function heard(message: TabMessage): void {
    if (!begun || closed) return;
    switch (message.kind) {
      case "room":
        void reconcile();
        return;
      case "entries":
      case "outbox": {
        const core = driver.cores.get(message.room);
        if (core === undefined) void reconcile();
        else void readAgain(core);
        if (driver.leading && message.kind === "outbox") {
          tabs?.post({ kind: "connection", state: formatConnection(driver.connection) });
        }
        return;
      }
      case "settings":
        void ports.notesChanged(message.room);
        return;
      case "connection": {
        const connection = parseConnection(message.state);
        if (connection !== undefined) driver.heardConnection(connection);
      }
    }
  }

  tabs?.onMessage(heard);
  tabs?.onRole((given) => {
    role = given;
    take();
  });

  return {
    begin() {
      begun = true;
      if (tabs === undefined) driver.lead(true);
      else take();
    },
    post(message) {
      if (!closed) tabs?.post(message);
    },
    close() {
      closed = true;
      tabs?.close();
    },
  };
}
