/**
 * Belongings: what a person has on a device, as it goes to another one. Rooms with their secrets and
 * the device's keys in them, what is noted about them, and small settings of the app.
 *
 * Messages are not among them: the other device reads them from the relay.
 */
import { deriveRoomKeys, type Signatures } from "@festival-chat/protocol/e2e";
import { fromBase64url, toBase64url } from "@festival-chat/protocol/handover";
import { type RoomId, utf8 } from "@festival-chat/protocol/wire";
import type { Store, StoreChange, StoredRoom } from "../ports.ts";
import { noteKey, noteNames } from "../room-notes.ts";
import { type Cell, roomColumns, roomToRow, rowToRoom } from "../store/rows.ts";

export interface MovedRoom {
  readonly record: StoredRoom;
  /** Texts of the room's settings, as they were kept. */
  readonly notes: ReadonlyMap<SettingName, string>;
}

export interface Belongings {
  readonly rooms: readonly MovedRoom[];
  /** Small settings of the app, by their keys. */
  readonly memory: ReadonlyMap<string, string>;
}

/**
 * Settings of a room that go along: its notes, and that this person was taken along when the host
 * moved it (see follow-move.ts), so that who left the new room is not put back into it.
 */
const settingNames = [...noteNames, "followed"] as const;
type SettingName = (typeof settingNames)[number];

const settingKey = (room: RoomId, name: SettingName): string =>
  name === "followed" ? `followed/${room}` : noteKey(room, name);

/** What one hand-over carries at most: some hundred rooms. */
export const belongingsBytes = 512 * 1024;
/** Settings of the app, and characters of one: more is no setting. */
const memoryEntries = 64;
const memoryCharacters = 2_000;

/**
 * Reads what this device has, the room opened last first. Rooms that no relay ever let us into stay
 * behind, and so do those beyond {@link belongingsBytes}. Undefined when storage cannot be read.
 */
export async function packBelongings(
  store: Store,
  memory: ReadonlyMap<string, string>,
): Promise<{ readonly bytes: Uint8Array; readonly rooms: number } | undefined> {
  const kept = await store.rooms();
  if (!kept.ok) return undefined;
  const packed: string[] = [];
  const head = `{"v":1,"memory":${JSON.stringify([...memory])},"rooms":[`;
  let size = utf8(head).length + 2;
  const rooms = kept.value
    .filter((room) => room.confirmed)
    .toSorted((a, b) => b.openedAt - a.openedAt);
  for (const room of rooms) {
    const text = await packRoom(store, room);
    size += utf8(text).length + 1;
    if (size > belongingsBytes) break;
    packed.push(text);
  }
  return { bytes: utf8(`${head}${packed.join(",")}]}`), rooms: packed.length };
}

async function packRoom(store: Store, room: StoredRoom): Promise<string> {
  // The other device has no log yet: where this one stood means nothing there.
  const row = roomToRow({ ...room, cursor: undefined, earliest: undefined });
  const cells = roomColumns.map((column) => {
    const cell: Cell = row[column];
    return [column, cell instanceof Uint8Array ? { b: toBase64url(cell) } : cell];
  });
  const notes: [SettingName, string][] = [];
  for (const name of settingNames) {
    const note = await store.setting(settingKey(room.room, name));
    if (note.ok && note.value !== undefined) notes.push([name, note.value]);
  }
  return JSON.stringify({ row: cells, notes });
}

/** Reads what {@link packBelongings} wrote; undefined for anything else. Total. */
export function readBelongings(bytes: Uint8Array): Belongings | undefined {
  const fields = fieldsOf(parse(bytes));
  if (fields.get("v") !== 1) return undefined;
  const rooms = listOf(fields.get("rooms")).map(readRoom);
  const memory = listOf(fields.get("memory"))
    .slice(0, memoryEntries)
    .flatMap((entry): [string, string][] => {
      const [key, value] = listOf(entry);
      const fits = typeof value === "string" && value.length <= memoryCharacters;
      return typeof key === "string" && fits ? [[key, value]] : [];
    });
  return {
    rooms: rooms.filter((room) => room !== undefined),
    memory: new Map(memory),
  };
}

function readRoom(value: unknown): MovedRoom | undefined {
  const fields = fieldsOf(value);
  const cells = listOf(fields.get("row")).map((entry): [string, unknown] => {
    const [column, cell] = listOf(entry);
    const text = fieldsOf(cell).get("b");
    return [String(column), typeof text === "string" ? fromBase64url(text) : cell];
  });
  const record = rowToRoom(Object.fromEntries(cells));
  if (!record.ok) return undefined;
  const notes = new Map<SettingName, string>();
  for (const entry of listOf(fields.get("notes"))) {
    const [name, text] = listOf(entry);
    const known = settingNames.find((one) => one === name);
    if (known !== undefined && typeof text === "string") notes.set(known, text);
  }
  return { record: record.value, notes };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const fieldsOf = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);

/**
 * Keeps what was brought, in one transaction. Where this device has a room already and has spoken in
 * it, it stays who it is there and only takes what it lacks; everywhere else it becomes who the other
 * device was. @returns the rooms that are here now, or undefined when storage does not take them
 */
export async function keepBelongings(
  store: Store,
  { rooms }: Belongings,
  signatures: Signatures,
): Promise<readonly MovedRoom[] | undefined> {
  const here = await store.rooms();
  if (!here.ok) return undefined;
  const held = new Map(here.value.map((room) => [room.room, room]));
  const changes: StoreChange[] = [];
  const kept: MovedRoom[] = [];
  for (const moved of rooms) {
    const { record, notes } = moved;
    // A record whose secret is of another room would never let us in.
    const { room } = await deriveRoomKeys(record.root, signatures);
    if (room !== record.room) continue;
    const own = held.get(room);
    changes.push({ kind: "putRoom", room: merge(record, own) });
    kept.push(moved);
    if (own !== undefined) continue;
    for (const [name, value] of notes) {
      changes.push({ kind: "putSetting", key: settingKey(room, name), value });
    }
  }
  const done = await store.commit(changes);
  return done.ok ? kept : undefined;
}

function merge(moved: StoredRoom, own: StoredRoom | undefined): StoredRoom {
  if (own === undefined) return moved;
  if (!own.spoken) return { ...moved, cursor: own.cursor, earliest: own.earliest };
  return {
    ...own,
    hostSecret: own.hostSecret ?? moved.hostSecret,
    expectedHost: own.expectedHost ?? moved.expectedHost,
    certificate: own.certificate ?? moved.certificate,
    myName: own.myName ?? moved.myName,
    confirmed: true,
  };
}
