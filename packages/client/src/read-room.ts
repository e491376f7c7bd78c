/** Reads a room from the store: its record, what it holds, its gaps, and what is noted of it. */
import type { RoomKeeping } from "./client-ports.ts";
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
  readonly makeCore: RoomKeeping["makeCore"];
}

/**
 * @param newest only so many messages, those that arrived last; a room that heals a relay is read whole
 * @returns the room, and its entries that are to be opened, the newest first
 */
export async function readRoom(
  stored: StoredRoom,
  newest: number | undefined,
  { store, driver, makeCore }: ReadRoomPorts,
): Promise<{ readonly core: RoomCore; readonly news: readonly StoredEntry[] }> {
  const { room } = stored;
  const [gaps, healing] = await Promise.all([
    store.setting(gapsKey(room)),
    store.setting(healKey(room)),
  ]);
  const heals = healing.ok && healing.value === "yes";
  const most = heals ? undefined : newest;
  const entries = await readEntries(store, room, driver.notice, most);
  // With a cursor but without what it stands for, the messages would never come again.
  const known =
    entries === undefined ? { ...stored, cursor: undefined, earliest: undefined } : stored;
  const core = await makeCore(known);
  core.partial = entries !== undefined && entries.length === most;
  if (gaps.ok && gaps.value !== undefined) core.gaps = parseGaps(gaps.value);
  core.notes = (await readNotes(store, core.id)) ?? core.notes;
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
