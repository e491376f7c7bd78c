/** Reads a room from the store: its record, what it holds, its gaps, and what is noted of it. */
import { deriveRoomKeys, type RoomKeys, type Signatures } from "@festival-chat/protocol/e2e";
import type { Driver } from "./driver.ts";
import { gapsKey, healKey, parseGaps } from "./gaps.ts";
import { readNotes } from "./note-keeper.ts";
import type { Store, StoredEntry, StoredRoom } from "./ports.ts";
import { readEntries } from "./read-entries.ts";
import { loadEntries, type RoomCore } from "./room-core.ts";
import { noteSetting } from "./room-notes.ts";

export interface ReadRoomPorts {
  readonly store: Store;
  readonly driver: Pick<Driver, "keep" | "notice">;
  readonly makeCore: (stored: StoredRoom, keys: RoomKeys) => Promise<RoomCore>;
  readonly signatures: Signatures;
}

/**
 * @param newest only so many messages, those that arrived last; a room that heals a relay is read whole
 * @returns the room, and its entries that are to be opened, the newest first
 */
export async function readRoom(
  stored: StoredRoom,
  newest: number | undefined,
  { store, driver, makeCore, signatures }: ReadRoomPorts,
): Promise<{ readonly core: RoomCore; readonly news: readonly StoredEntry[] }> {
  const { room } = stored;
  const read = (most?: number) => readEntries(store, room, driver.notice, most);
  // All at once: a start waits for the slowest of them, and not for each.
  const [some, gaps, healing, notes, keys] = await Promise.all([
    read(newest),
    store.setting(gapsKey(room)),
    store.setting(healKey(room)),
    readNotes(store, room),
    deriveRoomKeys(stored.root, signatures),
  ]);
  const heals = healing.ok && healing.value === "yes";
  const entries = heals && newest !== undefined ? await read() : some;
  // With a cursor but without what it stands for, the messages would never come again.
  const known =
    entries === undefined ? { ...stored, cursor: undefined, earliest: undefined } : stored;
  const core = await makeCore(known, keys);
  core.partial = !heals && some !== undefined && some.length === newest;
  if (gaps.ok && gaps.value !== undefined) core.gaps = parseGaps(gaps.value);
  core.notes = notes ?? core.notes;
  const { cursor: floor } = core.stored;
  if (core.notes.read === undefined && floor !== undefined) {
    // A room of a version that kept no read mark: what it had was seen.
    core.notes = { ...core.notes, read: { upTo: undefined, at: 0, floor } };
    driver.keep([noteSetting(core.id, core.notes, "read")], () => undefined);
  }
  const news = loadEntries(core, entries ?? [], false);
  if (heals) core.heal.begin(news.filter(({ waiting }) => !waiting).map(({ id }) => id));
  return { core, news };
}
